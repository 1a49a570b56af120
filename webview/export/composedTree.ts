/** The page as it is seen: components with what is in them, what is slotted where it is shown. */

/** Child nodes as they are shown. */
export function shownChildren(element: Element): Node[] {
  if (element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes({ flatten: true });
    if (assigned.length > 0) return assigned;
  }
  return [...(element.shadowRoot ?? element).childNodes];
}

/** Whether it takes part in what a reader sees: not hidden, and not kept for screen readers alone. */
export function isSeen(element: Element): boolean {
  return element.checkVisibility() && !element.classList.contains("unseen");
}

/** What only serves to act on the page: in a copy of it there is nothing to act on. */
export function isControl(element: Element): boolean {
  return element.matches("vscode-button, bursar-menu, bursar-choice, input, select, textarea, [data-control]");
}

/** A button without words: an icon. */
export function isWordless(element: Element): boolean {
  return element instanceof HTMLButtonElement && textOf(element).trim() === "";
}

function textOf(element: Element): string {
  return shownChildren(element)
    .map((node) => (node instanceof Element ? textOf(node) : (node.textContent ?? "")))
    .join("");
}
