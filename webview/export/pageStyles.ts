/** The styles that an exported page takes along. */

export const rulesOf = (sheet: CSSStyleSheet): string[] => [...sheet.cssRules].map(({ cssText }) => cssText);

/** For paper: the reader's own colours of page and text, and whatever else is in a document's hands. */
const FOR_EXPORT = `
main { max-inline-size: var(--page); margin-inline: auto; padding: var(--gap-wide); }
main > h1 { margin: 0; font-size: var(--text-figure-small); font-weight: var(--weight-strong); }
main > p { margin: 0 0 var(--gap-section); color: var(--ink-muted); }
@media print {
  :root {
    color-scheme: light;
    --vscode-editor-background: Canvas;
    --vscode-foreground: CanvasText;
    --vscode-descriptionForeground: color-mix(in srgb, CanvasText 75%, Canvas);
    --vscode-panel-border: color-mix(in srgb, CanvasText 25%, Canvas);
    --vscode-textPreformat-foreground: CanvasText;
    --vscode-textPreformat-background: color-mix(in srgb, CanvasText 8%, Canvas);
  }
  * { print-color-adjust: exact; }
  section, tr, li { break-inside: avoid; }
}`;

/** Of the page itself, its icon font aside. */
export function pageStyles(): string {
  const rules = [...document.styleSheets].flatMap(rulesOf);
  return [...rules.filter((rule) => !/codicon/.test(rule)), FOR_EXPORT].join("\n");
}

/** VS Code's colours and fonts as they are now, those that are used. */
export function themeVariables(using: string): string {
  const { style } = document.documentElement;
  const used = [...style].filter((name) => name.startsWith("--") && using.includes(name));
  return `:root { ${used.map((name) => `${name}: ${style.getPropertyValue(name)};`).join(" ")} }`;
}
