import { css, html, type TemplateResult } from "lit";
import "@vscode-elements/elements/dist/vscode-icon/index.js";

/** Turns to the page before or after. Never `disabled`: who pressed it by key up to the last page would lose the focus. */
export function turnButton(direction: "left" | "right", label: string, turn: (() => void) | null): TemplateResult {
  return html`<button
    class="turn"
    aria-label=${label}
    title=${label}
    aria-disabled=${turn === null ? "true" : "false"}
    @click=${turn}
  >
    <vscode-icon name=${`chevron-${direction}`}></vscode-icon>
  </button>`;
}

/** Of the buttons, and of the `nav` that they stand in. */
export const turnStyles = css`
  nav {
    display: flex;
    align-items: center;
    gap: var(--gap-tight);
  }
  .turn {
    display: flex;
    padding: var(--gap-hair);
    border: 0;
    border-radius: var(--radius-small);
    color: inherit;
    background: none;
    font: inherit;
    cursor: pointer;
  }
  .turn:hover:not([aria-disabled="true"]) {
    background: var(--hover);
    outline: var(--hairline) dashed var(--hover-line);
  }
  .turn[aria-disabled="true"] {
    cursor: default;
    opacity: var(--faded);
  }
`;
