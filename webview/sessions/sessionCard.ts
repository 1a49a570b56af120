import { css, html, LitElement, nothing } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { formatPercent } from "../../src/shared/format.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { CacheView, Snapshot } from "../../src/shared/snapshot.ts";
import { costParts } from "../cost/costText.ts";
import "../gauge.ts";
import { contextLevel } from "../level.ts";
import { levelIcon } from "../levelIcon.ts";
import { card, shared } from "../shared.styles.ts";
import { sourceText } from "../sourceText.ts";
import { cacheText } from "./cacheText.ts";
import { pinButton } from "./pinButton.ts";
import {
  autoCompactMark,
  contextValueText,
  fillText,
  type KnownContext,
  noFillText,
  runwayText,
  WHY_AT_HAND,
} from "./sessionText.ts";
import { status } from "./status.ts";

/** The session at hand: how full, what it has cost, what it does. */
export class SessionCard extends LitElement {
  static override properties = {
    atHand: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
  };
  declare atHand: NonNullable<Snapshot["atHand"]>;
  declare thresholds: Thresholds;
  declare now: number;

  static override styles = [
    shared,
    card,
    css`
      .top {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: var(--gap-small);
      }
      .who {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--gap);
        margin-block-end: var(--gap-small);
      }
      .name {
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      strong {
        font-weight: var(--weight-strong);
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 var(--gap);
        margin-block-end: var(--gap-tight);
      }
      .below {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--gap-small);
      }
      bursar-gauge + .below {
        margin-block-start: var(--gap-tight);
      }
    `,
  ];

  override render(): unknown {
    const { session, why } = this.atHand;
    const { context } = session;
    const cost = costParts(session.cost);
    return html`<section aria-labelledby="title">
      <div class="top">
        <div class="heading">
          <h2 id="title">${session.state.kind === "live" ? "Session at hand" : "Last session"}</h2>
          <span class="muted small">${WHY_AT_HAND[why]}</span>
        </div>
        ${pinButton(session, why === "pinned")}
      </div>
      <p class="who">
        <span class="name" title=${session.cwd ?? nothing}
          ><strong>${session.project}</strong> ${session.title ?? nothing}</span
        >
        ${status(session.state, this.now)}
      </p>
      <p class="figures">
        ${
          context.kind === "known"
            ? html`<span class="number"
                ><span class="figure">${formatPercent(context.percent)}</span> of context
                ${levelIcon(contextLevel(context.percent, this.thresholds))}</span
              >`
            : nothing
        }
        <span class="number" title=${costNote(session.cost) || nothing}
          ><span class="figure">${cost.figure}</span> ${cost.unpriced} this session</span
        >
      </p>
      ${context.kind === "known" ? gauge(context, this.thresholds) : html`<p>${noFillText(context)}</p>`}
      <p class="below small muted">
        <span>${session.model?.name ?? "No model yet"}</span>
        ${context.kind === "known" ? html`<span>${sourceText(context.source, context.asOf, this.now)}</span>` : nothing}
      </p>
      ${session.cache === null ? nothing : this.#cache(session.cache)}
    </section>`;
  }

  /** A timer is not read out as it runs. */
  #cache(cache: CacheView): unknown {
    return html`<p class="below small">
      <span class="number" role="timer">${cacheText(cache, this.atHand.session.context, this.now)}</span>
      <span class="muted">${sourceText(cache.source, cache.asOf, this.now)}</span>
    </p>`;
  }
}

function gauge(context: KnownContext, thresholds: Thresholds): unknown {
  return html`<bursar-gauge
      .percent=${context.percent}
      .mark=${autoCompactMark(context)}
      .level=${contextLevel(context.percent, thresholds)}
      .label=${"Context of the session at hand"}
      .valueText=${contextValueText(context)}
    ></bursar-gauge>
    <p class="below small">
      <span class="number">${runwayText(context)}</span>
      <span class="number">${fillText(context)}</span>
    </p>`;
}

customElements.define("bursar-session-card", SessionCard);
