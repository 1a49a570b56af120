import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { costTotal, formatCost } from "../../src/shared/format.ts";
import type { Cost, Snapshot } from "../../src/shared/snapshot.ts";
import { costParts } from "../cost/costText.ts";
import { card, shared } from "../shared.styles.ts";
import "./costDetails.ts";
import "./usualBar.ts";
import { usualBarPlaces, usualRangeText, usualText } from "./usualDay.ts";

/** What today cost so far, against the user's usual day, and the sums of 7 and 30 days. */
export class Today extends LitElement {
  static override properties = { snapshot: { attribute: false } };
  declare snapshot: Snapshot;

  static override styles = [
    shared,
    card,
    css`
      .figures {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 var(--gap);
        margin-block-end: var(--gap-tight);
      }
      bursar-usual-bar {
        margin-block: var(--gap-tight);
      }
      .below {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: var(--gap-tight) var(--gap);
        margin-block-start: var(--gap-small);
        font-variant-numeric: tabular-nums;
      }
      bursar-cost-details[open] {
        flex-basis: 100%;
        min-inline-size: 0;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--gap);
        margin-inline-start: auto;
      }
      dl > div {
        display: flex;
        gap: var(--gap-tight);
      }
    `,
  ];

  override render(): unknown {
    const { spend, usualDay } = this.snapshot;
    const { today, last7Days, last30Days } = spend;
    const usd = comparable(today.total) ? costTotal(today.total) : null;
    const { figure, unpriced } = costParts(today.total);
    return html`<section aria-labelledby="title">
      <div class="heading">
        <h2 id="title">${l10n.t("Today")}</h2>
        <span class="muted small">${l10n.t("list-price equivalent")}</span>
        <dl class="muted small">
          ${sum(l10n.t("7 days"), last7Days.total)} ${sum(l10n.t("30 days"), last30Days.total)}
        </dl>
      </div>
      <p class="figures">
        <span class="number" title=${costNote(today.total) || nothing}
          ><span class="figure">${figure}</span> ${unpriced}</span
        >
        ${usd === null ? nothing : html`<span>${usualText(usd, usualDay)}</span>`}
      </p>
      ${usualDay.kind === "known" && usd !== null ? bar(usd, usualDay) : nothing}
      <div class="below small">
        ${usualDay.kind === "known" ? range(usualDay) : nothing}
        <bursar-cost-details .snapshot=${this.snapshot}></bursar-cost-details>
      </div>
    </section>`;
  }
}

/** Of what has no price, nothing tells whether it is much. */
function comparable({ requests, unpricedRequests, sideUsd }: Cost): boolean {
  return unpricedRequests === 0 || unpricedRequests < requests || sideUsd > 0;
}

function bar(usd: number, usual: Extract<Snapshot["usualDay"], { kind: "known" }>): unknown {
  return html`<bursar-usual-bar
    .places=${usualBarPlaces(usd, usual)}
    .label=${`${usualText(usd, usual)}: ${usualRangeText(usual).text}`}
  ></bursar-usual-bar>`;
}

function range(usual: Extract<Snapshot["usualDay"], { kind: "known" }>): unknown {
  const { text, note } = usualRangeText(usual);
  return html`<span class="muted" title=${note}>${text}</span>`;
}

function sum(label: string, cost: Cost): unknown {
  return html`<div>
    <dt>${label}</dt>
    <dd class="number" title=${costNote(cost) || nothing}>${formatCost(cost)}</dd>
  </div>`;
}

customElements.define("bursar-today", Today);
