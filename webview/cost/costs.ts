import { css, html, LitElement, nothing } from "lit";
import { costNote, PRICE_SOURCE_NOTE, requests } from "../../src/shared/costNote.ts";
import { formatCost, formatTokens } from "../../src/shared/format.ts";
import type { ModelSpend, PriceSource, Snapshot, Spend } from "../../src/shared/snapshot.ts";
import "../disclosure.ts";
import { card, shared } from "../shared.styles.ts";
import { costParts } from "./costText.ts";

const PERIODS = [
  { key: "today", label: "Today" },
  { key: "last7Days", label: "7 days" },
  { key: "last30Days", label: "30 days" },
] as const;

const TOKEN_KINDS = [
  { key: "inputTokens", label: "Input" },
  { key: "outputTokens", label: "Output" },
  { key: "cacheReadTokens", label: "Cache read" },
  { key: "cacheWriteTokens", label: "Cache write" },
] as const satisfies { key: keyof ModelSpend; label: string }[];

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
        <h2 id="title">Cost</h2>
        <span class="muted small">list-price equivalent</span>
      </div>
      <div class="periods">${PERIODS.map(({ key, label }) => period(label, this.spend[key]))}</div>
      ${
        lowerBound || this.unpriced.length > 0
          ? html`<div class="notes small muted">
              ${lowerBound ? html`<p>≥ at least: some answers were not recorded to their end.</p>` : nothing}
              ${
                this.unpriced.length > 0
                  ? html`<p>
                      No known price, in no sum:
                      ${this.unpriced.map(({ model, requests: count }) => `${model} (${requests(count)})`).join(", ")}.
                    </p>`
                  : nothing
              }
            </div>`
          : nothing
      }
      ${
        !this.spend.last30Days.byModel.some(hasTokens)
          ? nothing
          : html`<bursar-disclosure name="tokens" label="Tokens by kind">${this.#tokens()}</bursar-disclosure>`
      }
    </section>`;
  }

  #tokens(): unknown {
    return html`<div class="scroll">
      <table class="small">
        <thead>
          <tr>
            <th scope="col">Model</th>
            ${TOKEN_KINDS.map(({ label }) => html`<th scope="col">${label}</th>`)}
          </tr>
        </thead>
        ${PERIODS.map(({ key, label }) =>
          !this.spend[key].byModel.some(hasTokens)
            ? nothing
            : html`<tbody>
                <tr>
                  <th scope="rowgroup" colspan="5">${label}</th>
                </tr>
                ${this.spend[key].byModel.filter(hasTokens).map(
                  (spend) =>
                    html`<tr>
                      <th scope="row">${spend.name}</th>
                      ${TOKEN_KINDS.map((kind) => html`<td class="number">${formatTokens(spend[kind.key])}</td>`)}
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
    <table class="small" aria-label=${`${label}, by model`}>
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

/** The model's id, and where its price comes from when that is not the price table. */
function modelNote(model: string, source: PriceSource | null): string {
  const note = source === null ? "" : PRICE_SOURCE_NOTE[source];
  if (model === "") return "Claude Code reported these and does not say the model";
  return note === "" ? model : `${model}: ${note}`;
}

customElements.define("bursar-costs", Costs);
