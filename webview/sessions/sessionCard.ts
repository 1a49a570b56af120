import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { formatPercent } from "../../src/shared/format.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { CacheView, Snapshot } from "../../src/shared/snapshot.ts";
import { around } from "../around.ts";
import { costParts } from "../cost/costText.ts";
import "../gauge.ts";
import { contextLevel } from "../level.ts";
import { levelIcon } from "../levelIcon.ts";
import { card, link, shared } from "../shared.styles.ts";
import { sourceText } from "../sourceText.ts";
import { cacheText } from "./cacheText.ts";
import { pinButton } from "./pinButton.ts";
import { sessionLink } from "./sessionLink.ts";
import {
  autoCompactMark,
  contextValueText,
  fillText,
  type KnownContext,
  noFillText,
  runwayText,
  whyAtHand,
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
    link,
    css`
      .top,
      .who,
      .figures,
      .below {
        display: flex;
        justify-content: space-between;
      }
      .top {
        align-items: start;
        gap: var(--gap-small);
      }
      .who,
      .figures {
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--gap);
        margin-block-end: var(--gap-tight);
      }
      .cost {
        min-inline-size: 0;
        font-variant-numeric: tabular-nums;
      }
      .pair {
        display: inline-flex;
        flex-wrap: wrap;
        gap: 0 var(--gap-small);
      }
      .below {
        flex-wrap: wrap;
        font-variant-numeric: tabular-nums;
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
    return html`<section aria-labelledby="title">
      <div class="top">
        <div class="heading">
          <h2 id="title">${session.state.kind === "live" ? l10n.t("Session at hand") : l10n.t("Last session")}</h2>
          <span class="muted small">${whyAtHand(why)}</span>
        </div>
        ${pinButton(session, why === "pinned")}
      </div>
      <div class="who">
        ${sessionLink(session)}
        <span class="pair">
          ${status(session.state, this.now)}
          <span class="muted nowrap">${session.model?.name ?? l10n.t("No model yet")}</span>
        </span>
      </div>
      <p class="figures">${context.kind === "known" ? this.#fill(context) : nothing} ${this.#cost()}</p>
      ${context.kind === "known" ? gauge(context, this.thresholds, this.now) : html`<p>${noFillText(context)}</p>`}
      ${session.cache === null ? nothing : this.#cache(session.cache)}
    </section>`;
  }

  #fill(context: KnownContext): unknown {
    const figure = html`<span class="figure large">${formatPercent(context.percent)}</span>`;
    return html`<span class="number"
      >${around((place) => l10n.t("{0} of context", place), figure)}
      ${levelIcon(contextLevel(context.percent, this.thresholds))}</span
    >`;
  }

  #cost(): unknown {
    const { cost } = this.atHand.session;
    const { figure, unpriced } = costParts(cost);
    const drawn = html`<span class="figure nowrap">${figure}</span> ${unpriced}`;
    return html`<span class="cost" title=${costNote(cost) || nothing}
      >${around((place) => l10n.t("{0} this session", place), drawn)}</span
    >`;
  }

  /** A timer is not read out as it runs. */
  #cache(cache: CacheView): unknown {
    return html`<p class="below small">
      <span role="timer">${cacheText(cache, this.atHand.session.context, this.now)}</span>
      <span class="muted">${sourceText(cache.source, cache.asOf, this.now)}</span>
    </p>`;
  }
}

function gauge(context: KnownContext, thresholds: Thresholds, now: number): unknown {
  return html`<bursar-gauge
      .percent=${context.percent}
      .mark=${autoCompactMark(context)}
      .level=${contextLevel(context.percent, thresholds)}
      .label=${l10n.t("Context of the session at hand")}
      .valueText=${contextValueText(context)}
    ></bursar-gauge>
    <p class="below small">
      <span>${runwayText(context)}</span>
      <span class="pair">
        <span>${fillText(context)}</span>
        <span class="muted">${sourceText(context.source, context.asOf, now)}</span>
      </span>
    </p>`;
}

customElements.define("bursar-session-card", SessionCard);
