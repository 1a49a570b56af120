import { isControl, isSeen, isWordless } from "./composedTree.ts";
import { glyphs } from "./glyphs.ts";
import { pageStyles, rulesOf, themeVariables } from "./pageStyles.ts";
import { StylePlaces } from "./stylePlaces.ts";

export interface ExportHead {
  title: string;
  /** Of when the figures are, as a sentence. */
  asOf: string;
}

/** A page as one HTML document that needs nothing else: styles inside, charts as pictures, no script. */
export function exportHtml(page: Element, { title, asOf }: ExportHead): string {
  const target = document.implementation.createHTMLDocument(title);
  target.documentElement.lang = document.documentElement.lang;
  const charset = target.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  const policy = target.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  target.head.prepend(charset, policy);

  const heading = target.createElement("h1");
  heading.textContent = title;
  const moment = target.createElement("p");
  moment.textContent = asOf;
  const main = target.createElement("main");
  const places = new StylePlaces(target);
  const copy = copyOf(page, { target, places });
  main.append(heading, moment, ...(copy === null ? [] : [copy]));
  target.body.className = document.body.className;
  target.body.append(main);

  const styles = pageStyles();
  const variables = themeVariables([styles, ...places.sheets, main.innerHTML].join("\n"));
  target.head.append(places.of(`${variables}\n${styles}`));
  return `<!DOCTYPE html>\n${places.filled(target.documentElement.outerHTML)}\n`;
}

interface Copying {
  target: Document;
  places: StylePlaces;
}

/** Null where there is nothing to show. */
function copyOf(node: Node, copying: Copying): Node | null {
  const { target } = copying;
  if (node instanceof Text) return target.importNode(node);
  if (!(node instanceof Element)) return null;
  if (node instanceof HTMLStyleElement || isControl(node) || isWordless(node)) return null;
  if (!(node instanceof SVGElement) && !(node instanceof HTMLSlotElement) && !isSeen(node)) return null;
  if (node instanceof HTMLCanvasElement) return picture(node, target);
  if (node.localName === "vscode-icon") return target.createTextNode(glyphs[node.getAttribute("name") ?? ""] ?? "");
  // Words on a button stay, without the button: a heading that unfolds, for one.
  const copy =
    node instanceof HTMLButtonElement ? target.createElement("span") : (target.importNode(node, false) as Element);
  if (node.shadowRoot !== null) copy.append(shadowOf(node.shadowRoot, copying));
  copy.append(...copiesOf(node, copying));
  return copy;
}

const copiesOf = (parent: ParentNode & Node, copying: Copying): Node[] =>
  [...parent.childNodes].map((child) => copyOf(child, copying)).filter((copy) => copy !== null);

/** A component's inside, declared: it is laid out as in the page, without the component's code. */
function shadowOf(root: ShadowRoot, copying: Copying): HTMLTemplateElement {
  const template = copying.target.createElement("template");
  template.setAttribute("shadowrootmode", "open");
  const style = copying.places.of(root.adoptedStyleSheets.flatMap(rulesOf).join("\n"));
  template.content.append(style, ...copiesOf(root, copying));
  return template;
}

function picture(canvas: HTMLCanvasElement, target: Document): HTMLImageElement {
  const image = target.createElement("img");
  image.src = canvas.toDataURL("image/png");
  image.alt = canvas.getAttribute("aria-label") ?? "";
  // Within a component, where no style of the document reaches.
  image.style.maxInlineSize = "100%";
  image.style.blockSize = "auto";
  return image;
}
