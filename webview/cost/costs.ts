import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { costNote, priceSourceNote, requests } from "../../src/shared/costNote.ts";
import { formatCost, formatTokens } from "../../src/shared/format.ts";
import type { ModelSpend, PriceSource, Snapshot, Spend } from "../../src/shared/snapshot.ts";
import "../disclosure.ts";
import { card, shared } from "../shared.styles.ts";
import { costParts } from "./costText.ts";

const PERIODS = ["today", "last7Days", "last30Days"] as const;
const TOKEN_KINDS = [
  "inputTokens",
  "outputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
] as const satisfies (keyof ModelSpend)[];

const periodName = (period: (typeof PERIODS)[number]): string =>
  ({ today: l10n.t("Today"), last7Days: l10n.t("7 days"), last30Days: l10n.t("30 days") })[period];

const tokenKindName = (kind: (typeof TOKEN_KINDS)[number]): string =>
  ({
    inputTokens: l10n.t("Input"),
    outputTokens: l10n.t("Output"),
    cacheReadTokens: l10n.t("Cache read"),
    cacheWriteTokens: l10n.t("Cache write"),
  })[kind];

/** Cost of today, 7 and 30 days: the total, then each model. */
export class Costs extends LitElement {
  static override properties = { spend: { attribute: false }, unpriced: { attribute: false } };
  declare spend: Snapshot["spend"];
  declare unpriced: Snapshot["unpriced"];

  static override styles = [
    shared,
    card,
    css`
      .periods {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap) var(--gap-wide);
      }
      /* Side by side or one below the other, never two and one. */
      .periods > * {
        flex: 1 1 calc((var(--columns-periods) - 100%) * 999);
        min-inline-size: 0;
      }
      .periods .figure {
        font-size: var(--text-figure-small);
      }
      h3 {
        font-weight: inherit;
      }
      .periods table {
        margin-block-start: var(--gap-tight);
      }
      .periods td {
        padding-inline-start: var(--gap-tight);
      }
      bursar-disclosure,
      .notes {
        margin-block-start: var(--gap-small);
      }
      tbody + tbody th[scope="rowgroup"] {
        padding-block-start: var(--gap-small);
      }
      th[scope="rowgroup"] {
        font-weight: var(--weight-strong);
      }
    `,
  ];

  override render(): unknown {
    const lowerBound = this.spend.last30Days.total.lowerBoundRequests > 0;
    return html`<section aria-labelledby="title">
      <div class="heading">
        <h2 id="title">${l10n.t("Cost")}</h2>
        <span class="muted small">${l10n.t("list-price equivalent")}</span>
      </div>
      <div class="periods">${PERIODS.map((each) => period(periodName(each), this.spend[each]))}</div>
      ${
        lowerBound || this.unpriced.length > 0
          ? html`<div class="notes small muted">
              ${lowerBound ? html`<p>${l10n.t("≥ at least: some answers were not recorded to their end.")}</p>` : nothing}
              ${this.unpriced.length > 0 ? html`<p>${unpricedText(this.unpriced)}</p>` : nothing}
            </div>`
          : nothing
      }
      ${
        !this.spend.last30Days.byModel.some(hasTokens)
          ? nothing
          : html`<bursar-disclosure name="tokens" label=${l10n.t("Tokens by kind")}
              >${this.#tokens()}</bursar-disclosure
            >`
      }
    </section>`;
  }

  #tokens(): unknown {
    return html`<div class="scroll">
      <table class="small">
        <thead>
          <tr>
            <th scope="col">${l10n.t("Model")}</th>
            ${TOKEN_KINDS.map((kind) => html`<th scope="col">${tokenKindName(kind)}</th>`)}
          </tr>
        </thead>
        ${PERIODS.map((period) =>
          !this.spend[period].byModel.some(hasTokens)
            ? nothing
            : html`<tbody>
                <tr>
                  <th scope="rowgroup" colspan="5">${periodName(period)}</th>
                </tr>
                ${this.spend[period].byModel.filter(hasTokens).map(
                  (spend) =>
                    html`<tr>
                      <th scope="row">${spend.name}</th>
                      ${TOKEN_KINDS.map((kind) => html`<td class="number">${formatTokens(spend[kind])}</td>`)}
                    </tr>`,
                )}
              </tbody>`,
        )}
      </table>
    </div>`;
  }
}

/** Of what only Claude Code reported, no tokens are known. */
const hasTokens = ({ cost }: ModelSpend): boolean => cost.requests > 0;

function period(label: string, { total, byModel }: Spend): unknown {
  const { figure, unpriced } = costParts(total);
  return html`<div>
    <h3 class="small muted">${label}</h3>
    <p title=${costNote(total) || nothing}>
      <span class="figure number">${figure}</span> <span class="small muted number">${unpriced}</span>
    </p>
    <table class="small" aria-label=${l10n.t("{0}, by model", label)}>
      <tbody>
        ${byModel.map(
          ({ name, model, priceSource, cost }) =>
            html`<tr>
              <th scope="row" title=${modelNote(model, priceSource)}>${name}</th>
              <td class="number" title=${costNote(cost) || nothing}>${formatCost(cost)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function unpricedText(unpriced: Snapshot["unpriced"]): string {
  const models = unpriced.map(({ model, requests: count }) => `${model} (${requests(count)})`).join(", ");
  return l10n.t("No known price, in no sum: {0}.", models);
}

/** The model's id, and where its price comes from when that is not the price table. */
function modelNote(model: string, source: PriceSource | null): string {
  const note = source === null ? "" : priceSourceNote(source);
  if (model === "") return l10n.t("Claude Code reported these and does not say the model");
  return note === "" ? model : `${model}: ${note}`;
}

customElements.define("bursar-costs", Costs);
