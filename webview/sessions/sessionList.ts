import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { costNote } from "../../src/shared/costNote.ts";
import { formatCost, formatPercent } from "../../src/shared/format.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { SessionView } from "../../src/shared/snapshot.ts";
import "../gauge.ts";
import { contextLevel } from "../level.ts";
import { levelIcon } from "../levelIcon.ts";
import { card, shared } from "../shared.styles.ts";
import { cacheTextInShort } from "./cacheText.ts";
import { pinButton } from "./pinButton.ts";
import {
  autoCompactMark,
  contextValueText,
  fillText,
  type KnownContext,
  noFillText,
  runwayText,
  sessionName,
} from "./sessionText.ts";
import { status } from "./status.ts";

/** Live sessions, a row each. */
export class SessionList extends LitElement {
  static override properties = {
    label: { type: String },
    sessions: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
  };
  declare label: string;
  declare sessions: SessionView[];
  declare thresholds: Thresholds;
  declare now: number;

  static override styles = [
    shared,
    card,
    css`
      li {
        display: flex;
        align-items: center;
        gap: var(--gap);
        padding-block: var(--gap-small);
      }
      li + li {
        border-block-start: var(--hairline) solid var(--line);
      }
      li:first-child {
        padding-block-start: 0;
      }
      li:last-child {
        padding-block-end: 0;
      }
      .parts {
        display: grid;
        flex: 1;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--column-row)), 1fr));
        gap: var(--gap-tight) var(--gap-wide);
        min-inline-size: 0;
      }
      .parts > * {
        min-inline-size: 0;
      }
      .line {
        display: flex;
        justify-content: space-between;
        gap: var(--gap-small);
      }
      .states {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--gap-small);
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      strong {
        font-weight: var(--weight-strong);
      }
      bursar-gauge {
        margin-block: var(--gap-tight);
      }
    `,
  ];

  override render(): unknown {
    return html`<section aria-labelledby="title">
      <h2 id="title" class="heading">${this.label}</h2>
      <ul>
        ${repeat(
          this.sessions,
          (session) => session.sessionId,
          (session) => this.#row(session),
        )}
      </ul>
    </section>`;
  }

  #row(session: SessionView): unknown {
    const { context } = session;
    return html`<li>
      <div class="parts">
        <div>
          <p class="name" title=${session.cwd ?? nothing}>
            <strong>${session.project}</strong> ${session.title ?? nothing}
          </p>
          <p class="states small">
            ${status(session.state, this.now)}
            ${session.cache === null ? nothing : html`<span class="muted number">${cacheTextInShort(session.cache, this.now)}</span>`}
          </p>
        </div>
        <div>
          <p class="line">
            <span class="number">${context.kind === "known" ? fill(context, this.thresholds) : nothing}</span>
            <span class="number" title=${costNote(session.cost) || nothing}>${formatCost(session.cost)}</span>
          </p>
          ${context.kind === "known" ? gauge(context, sessionName(session), this.thresholds) : nothing}
          <p class="line small muted">
            <span>${context.kind === "known" ? runwayText(context) : noFillText(context)}</span>
            <span class="nowrap">${session.model?.name ?? "no model yet"}</span>
          </p>
        </div>
      </div>
      ${pinButton(session, false)}
    </li>`;
  }
}

function fill(context: KnownContext, thresholds: Thresholds): unknown {
  return html`<span title=${fillText(context)}>${formatPercent(context.percent)} of context</span>
    ${levelIcon(contextLevel(context.percent, thresholds))}`;
}

function gauge(context: KnownContext, name: string, thresholds: Thresholds): unknown {
  return html`<bursar-gauge
    small
    .percent=${context.percent}
    .mark=${autoCompactMark(context)}
    .level=${contextLevel(context.percent, thresholds)}
    .label=${`Context of ${name}`}
    .valueText=${contextValueText(context)}
  ></bursar-gauge>`;
}

customElements.define("bursar-session-list", SessionList);
