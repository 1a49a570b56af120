/** Tells when VS Code's theme changes: its variables lie on the root element, its kind on the body. */
export function onThemeChange(listener: () => void): { stop: () => void } {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["style", "class"] });
  observer.observe(document.body, { attributeFilter: ["class", "data-vscode-theme-id", "data-vscode-theme-kind"] });
  return { stop: () => observer.disconnect() };
}
