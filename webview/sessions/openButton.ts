/** The way from a session's row to the session, in each list of them. */
import * as l10n from "@vscode/l10n";
import { css, html, type TemplateResult } from "lit";

interface Named {
  sessionId: string;
  title: string | null;
}

/** What a session is called where its project stands elsewhere: by its title, else by the beginning of its id. */
export function titleText({ title, sessionId }: Named): string {
  return title ?? l10n.t("Session {0}", sessionId.slice(0, 8));
}

/** Fires `open-row` with the session's id from `host`. */
export function openButton(session: Named, host: EventTarget): TemplateResult {
  const title = titleText(session);
  return html`<button
    class="open"
    title=${title}
    data-session=${session.sessionId}
    @click=${() => host.dispatchEvent(new CustomEvent("open-row", { detail: session.sessionId, bubbles: true, composed: true }))}
  >
    ${title}
  </button>`;
}

/** False when it is not there. */
export function focusSession(root: ParentNode, sessionId: string): boolean {
  const button = root.querySelector<HTMLElement>(`[data-session="${CSS.escape(sessionId)}"]`);
  button?.focus();
  return button !== null;
}

/** A row is pressed anywhere, and is one button for who uses keys. */
export const rowStyles = css`
  .row {
    position: relative;
  }
  .row:hover {
    background: var(--hover);
  }
  .open {
    display: block;
    max-inline-size: 100%;
    padding: 0;
    overflow: hidden;
    border: 0;
    color: inherit;
    background: none;
    font: inherit;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }
  .open::after {
    position: absolute;
    inset: 0;
    content: "";
  }
  .open:focus-visible {
    outline: none;
  }
  .open:focus-visible::after {
    outline: var(--focus-width) solid var(--focus);
    outline-offset: calc(-1 * var(--focus-width));
  }
  .row:hover .open {
    text-decoration: underline;
  }
`;
