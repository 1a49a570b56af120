import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { shared } from "../shared.styles.ts";
import "../timeline/sessionView.ts";
import { chosen, rememberChosen } from "../vscodeApi.ts";
import "./liveSessions.ts";
import "./sessionBrowser.ts";

/** Under which the panel remembers what is open. */
const REMEMBERED = "session";

/**
 * Every session there ever was, live ones first; one of them opens to its detail in their place. Fires `open` with what is open now, a session's id or null, when the reader opened one or went back.
 */
export class SessionsPage extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
    sessionId: { attribute: false },
  };
  declare snapshot: Snapshot;
  declare thresholds: Thresholds;
  declare now: number;
  /** The one that is open; null: the list. */
  declare sessionId: string | null;

  /** Where the focus goes when the next rendering is there. */
  #focusNext: { kind: "view" } | { kind: "row"; sessionId: string; from: string } | null = null;
  /** Which of the lists it was opened from. */
  #from = "";
  /** What was open when the panel was closed. */
  #remembered = chosen(REMEMBERED);

  static override styles = [
    shared,
    css`
      .list {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
      }
      .list[hidden] {
        display: none;
      }
      .list > :first-child {
        --section-gap: 0;
        --section-line: transparent;
      }
    `,
  ];

  constructor() {
    super();
    this.sessionId = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("sessionId")) rememberChosen(REMEMBERED, this.sessionId ?? "");
  }

  /** The list stays where it is while a session is open: the way back asks for nothing and loses nothing. */
  override render(): unknown {
    const { snapshot, thresholds, now, sessionId } = this;
    return html`<div class="list" ?hidden=${sessionId !== null} @open-row=${this.#open}>
        ${
          snapshot.live.length === 0
            ? nothing
            : html`<bursar-live-sessions
                .sessions=${snapshot.live}
                .thresholds=${thresholds}
                .now=${now}
              ></bursar-live-sessions>`
        }
        <bursar-session-browser .snapshot=${snapshot} .now=${now}></bursar-session-browser>
      </div>
      ${
        sessionId === null
          ? nothing
          : keyed(
              sessionId,
              html`<bursar-session-view
                .sessionId=${sessionId}
                .snapshot=${snapshot}
                .now=${now}
                back=${l10n.t("All sessions")}
                @back=${this.#back}
              ></bursar-session-view>`,
            )
      }`;
  }

  override firstUpdated(): void {
    if (this.sessionId === null && this.#remembered) this.#show(this.#remembered);
  }

  override updated(): void {
    const next = this.#focusNext;
    this.#focusNext = null;
    if (next?.kind === "view") this.renderRoot.querySelector("bursar-session-view")?.focus();
    if (next?.kind === "row") this.#focusRow(next.sessionId, next.from);
  }

  #open = (event: CustomEvent<string>): void => {
    this.#from = event.target instanceof Element ? event.target.localName : "";
    this.#focusNext = { kind: "view" };
    this.#show(event.detail);
  };

  #back = (): void => {
    if (this.sessionId !== null) this.#focusNext = { kind: "row", sessionId: this.sessionId, from: this.#from };
    this.#show(null);
  };

  #show(sessionId: string | null): void {
    this.sessionId = sessionId;
    this.dispatchEvent(new CustomEvent("open", { detail: sessionId }));
  }

  #focusRow(sessionId: string, from: string): void {
    const live = this.renderRoot.querySelector("bursar-live-sessions");
    const browser = this.renderRoot.querySelector("bursar-session-browser");
    if (from === "bursar-live-sessions" && live?.focusSession(sessionId) === true) return;
    browser?.focusSession(sessionId);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "bursar-sessions-page": SessionsPage;
  }
}

customElements.define("bursar-sessions-page", SessionsPage);
