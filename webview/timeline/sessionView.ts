import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import type { SessionTimeline } from "../../src/shared/historyPages.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { Asked } from "../asked.ts";
import "../contextFill/contextFill.ts";
import { refusal } from "../refusal.ts";
import { Refresh } from "../refresh.ts";
import { sessionMark } from "../sessions/snapshotMark.ts";
import { card, shared } from "../shared.styles.ts";
import "./agents.ts";
import "./sessionHead.ts";
import "./timelineChart.ts";

/** One session in detail. Fires `back`. */
export class SessionDetail extends LitElement {
  static override properties = {
    sessionId: { attribute: false },
    snapshot: { attribute: false },
    now: { attribute: false },
    back: { type: String },
  };
  /** Never changes: another session has a component of its own. */
  declare sessionId: string;
  declare snapshot: Snapshot;
  declare now: number;
  /** Where the way back leads, in words. */
  declare back: string;

  #asked = new Asked(this, "timeline");
  #refresh = new Refresh(this, () => this.#ask());
  /** What was answered last; it stays when a later answer is refused. */
  #timeline: SessionTimeline | null = null;

  static override styles = [
    shared,
    card,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
      }
      .back {
        display: flex;
        align-items: center;
        gap: var(--gap-tight);
        justify-self: start;
        padding: var(--gap-hair) var(--gap-small) var(--gap-hair) var(--gap-hair);
        border: 0;
        border-radius: var(--radius-small);
        color: inherit;
        background: none;
        font: inherit;
        cursor: pointer;
      }
      bursar-session-head {
        --section-gap: 0;
        --section-line: transparent;
      }
      .back:hover {
        background: var(--hover);
        outline: var(--hairline) dashed var(--hover-line);
      }
    `,
  ];

  /** Also before it was rendered for the first time. */
  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".back")?.focus());
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("sessionId")) this.#ask();
    if (changed.has("snapshot")) this.#refresh.watch(sessionMark(this.snapshot, this.sessionId));
    const { answer } = this.#asked;
    if (answer.kind === "answered") this.#timeline = answer.value;
  }

  #ask(): void {
    this.#refresh.asked();
    void this.#asked.ask({ sessionId: this.sessionId });
  }

  override render(): unknown {
    return html`<button class="back" data-control @click=${() => this.dispatchEvent(new Event("back"))}>
        <vscode-icon name="arrow-left"></vscode-icon>${this.back}
      </button>
      ${this.#refused()} ${this.#timeline === null ? this.#none() : this.#found(this.#timeline)}`;
  }

  #refused(): unknown {
    const { answer } = this.#asked;
    if (answer.kind !== "refused") return nothing;
    return refusal(answer.message, () => this.#ask());
  }

  #none(): unknown {
    switch (this.#asked.answer.kind) {
      case "waiting":
        return html`<p class="muted" role="status">${l10n.t("Looking up the session…")}</p>`;
      case "refused":
        return nothing;
      case "answered":
        return html`<p role="status">
          ${l10n.t("This session is not known any more: it may have been forgotten at your wish.")}
        </p>`;
    }
  }

  #found(timeline: SessionTimeline): unknown {
    const { session, agents, requests } = timeline;
    return html`<bursar-session-head .timeline=${timeline} .now=${this.now}></bursar-session-head>
      ${
        requests.at.length === 0
          ? html`<section>${l10n.t("No request of its main chain is counted here.")}</section>`
          : html`<bursar-timeline-chart .timeline=${timeline} .now=${this.now}></bursar-timeline-chart>`
      }
      <bursar-context-fill
        .sessionId=${this.sessionId}
        .mark=${String(session.lastActivity)}
        .now=${this.now}
      ></bursar-context-fill>
      ${agents.length === 0 ? nothing : html`<bursar-agents .session=${session} .agents=${agents}></bursar-agents>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "bursar-session-view": SessionDetail;
  }
}

customElements.define("bursar-session-view", SessionDetail);
