/** Walks through a page with the Tab key. */
import type { Page } from "playwright-core";

export interface FocusWalk {
  stops: number;
  /** What took the focus without showing it, and what can be operated but was not reached. */
  unseen: string[];
  unreached: string[];
}

declare global {
  interface Window {
    reached: Set<Element>;
  }
}

const MOST_STOPS = 600;

/** From the top of the page until the focus leaves it. */
export async function walkByTab(page: Page): Promise<FocusWalk> {
  await page.evaluate(() => {
    window.reached = new Set();
    // The walk begins where the focus was last.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  const unseen: string[] = [];
  let stops = 0;
  for (; stops < MOST_STOPS; stops++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(focusStop);
    if (stop === null) break;
    if (!stop.visible) unseen.push(stop.name);
  }
  return { stops, unseen, unreached: await page.evaluate(unreachedElements) };
}

/** Notes what has the focus, with all that it lies in; null when nothing has. */
function focusStop(): { name: string; visible: boolean } | null {
  const first = document.activeElement;
  if (first === null || first === document.body) return null;
  let element = first;
  const chain = [element];
  while (element.shadowRoot?.activeElement) {
    element = element.shadowRoot.activeElement;
    chain.push(element);
  }
  if (chain.every((each) => window.reached.has(each))) return null;
  for (const each of chain) window.reached.add(each);
  // A component may draw the focus around what it holds, or around itself.
  const drawn = [...chain.slice(-2), ...(element.shadowRoot?.querySelectorAll("*") ?? [])];
  const visible = drawn.some((each) =>
    [null, "::before", "::after"].some((pseudo) => {
      const { content, outlineStyle, outlineWidth } = getComputedStyle(each, pseudo);
      const there = pseudo === null || content !== "none";
      return there && outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
    }),
  );
  const name = element.getAttribute("aria-label") ?? element.textContent.replaceAll(/\s+/g, " ").trim();
  return { name: `${element.localName} ${name.slice(0, 60)}`, visible };
}

/** Of a list of tabs, radio buttons or menu items the Tab key reaches one; arrows lead to the others. */
function unreachedElements(): string[] {
  const OPERABLE =
    "a[href], button, input, select, textarea, summary, [tabindex], [role=button], [role=link], [role=tab], [role=radio]";
  const all: Element[] = [];
  const collect = (root: ParentNode): void => {
    for (const element of root.querySelectorAll("*")) {
      if (element.matches(OPERABLE)) all.push(element);
      if (element.shadowRoot) collect(element.shadowRoot);
    }
  };
  collect(document);
  return all
    .filter((element) => {
      const roving = element.matches("[role=tab], [role=radio], [role=menuitem], [role=option], input[type=radio]");
      const inert = element.matches(":disabled, [aria-disabled=true], [tabindex='-1']:not(button, a, [role=button])");
      const inHost = element.getRootNode() instanceof ShadowRoot && (element.getRootNode() as ShadowRoot).host;
      // What a component is made of is operated through the component.
      const partOfReached = inHost !== false && window.reached.has(inHost) && inHost.matches("[tabindex]");
      return (
        element.checkVisibility({ visibilityProperty: true }) &&
        !roving &&
        !inert &&
        !partOfReached &&
        !window.reached.has(element)
      );
    })
    .map(
      (element) =>
        `${element.localName} ${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 60)}`,
    );
}
