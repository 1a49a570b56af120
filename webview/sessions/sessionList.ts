import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { costNote } from "../../src/shared/costNote.ts";
import { formatCost, formatPercent } from "../../src/shared/format.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { SessionView } from "../../src/shared/snapshot.ts";
import "../gauge.ts";
import { contextLevel } from "../level.ts";
import { levelIcon } from "../levelIcon.ts";
import { card, link, shared } from "../shared.styles.ts";
import { openSession } from "../tabs/openSession.ts";
import { cacheTextInShort } from "./cacheText.ts";
import { pinButton } from "./pinButton.ts";
import { sessionLink } from "./sessionLink.ts";
import { autoCompactMark, contextValueText, type KnownContext, noFillText, sessionName } from "./sessionText.ts";
import { status } from "./status.ts";

/** Live sessions in short, a row each; of many the first ones, and the way to the others. */
export class SessionList extends LitElement {
  static override properties = {
    label: { type: String },
    sessions: { attribute: false },
    most: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
  };
  declare label: string;
  declare sessions: SessionView[];
  /** How many rows at most. */
  declare most: number;
  declare thresholds: Thresholds;
  declare now: number;

  static override styles = [
    shared,
    card,
    link,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 var(--gap-small);
      }
      li + li {
        margin-block-start: var(--gap-small);
      }
      .parts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-hair) var(--gap-wide);
        min-inline-size: 0;
      }
      .parts > * {
        min-inline-size: 0;
      }
      .who {
        flex: 999 1 var(--column-row);
      }
      .how {
        flex: 1 1 var(--column-short);
      }
      .who button {
        max-inline-size: 100%;
      }
      .how bursar-gauge {
        margin-block: var(--gap-tight);
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
      .more {
        margin-block-start: var(--gap-small);
      }
    `,
  ];

  override render(): unknown {
    const more = this.sessions.length - this.most;
    return html`<section aria-labelledby="title">
      <h2 id="title" class="heading">${this.label}</h2>
      <ul>
        ${repeat(
          this.sessions.slice(0, this.most),
          ({ sessionId }) => sessionId,
          (session) => this.#row(session),
        )}
      </ul>
      ${
        more <= 0
          ? nothing
          : html`<button class="link small muted more" data-control @click=${() => openSession(this, null)}>
              ${more === 1 ? l10n.t("1 more live session") : l10n.t("{0} more live sessions", more)}
            </button>`
      }
    </section>`;
  }

  #row(session: SessionView): unknown {
    const { context, cost, cache } = session;
    return html`<li>
      <div class="parts">
        <div class="who">
          ${sessionLink(session)}
          <p class="states small">
            ${status(session.state, this.now)}
            ${cache === null ? nothing : html`<span class="muted number">${cacheTextInShort(cache, this.now)}</span>`}
            ${context.kind === "known" ? nothing : html`<span class="muted">${noFillText(context)}</span>`}
          </p>
        </div>
        <div class="how">
          <p class="line">
            <span class="number">${context.kind === "known" ? fill(context, this.thresholds) : nothing}</span>
            <span class="number" title=${costNote(cost) || nothing}>${formatCost(cost)}</span>
          </p>
          ${context.kind === "known" ? gauge(context, sessionName(session), this.thresholds) : nothing}
        </div>
      </div>
      ${pinButton(session, false)}
    </li>`;
  }
}

function fill(context: KnownContext, thresholds: Thresholds): unknown {
  return html`<span title=${contextValueText(context)}>${formatPercent(context.percent)}</span>
    ${levelIcon(contextLevel(context.percent, thresholds))}`;
}

function gauge(context: KnownContext, name: string, thresholds: Thresholds): unknown {
  return html`<bursar-gauge
    small
    .percent=${context.percent}
    .mark=${autoCompactMark(context)}
    .level=${contextLevel(context.percent, thresholds)}
    .label=${l10n.t("Context of {0}", name)}
    .valueText=${contextValueText(context)}
  ></bursar-gauge>`;
}

customElements.define("bursar-session-list", SessionList);
