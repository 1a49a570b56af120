import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { formatCount, formatTokens } from "../../src/shared/format.ts";
import type { ModelRow, ModelsPage } from "../../src/shared/historyPages.ts";
import type { Cost } from "../../src/shared/snapshot.ts";
import { costParts } from "../cost/costText.ts";
import "../gauge.ts";
import { shared } from "../shared.styles.ts";
import { modelsSums } from "./modelsSums.ts";
import { NONE, percentOrNone, priceText, shareText, usdOrNone } from "./modelsText.ts";

/** What each model cost and did, and the sums. */
export class ModelsTable extends LitElement {
  static override properties = { page: { attribute: false } };
  declare page: ModelsPage;

  static override styles = [
    shared,
    css`
      th,
      td {
        padding-block: var(--gap-tight);
      }
      thead th {
        min-inline-size: 10ch;
        vertical-align: bottom;
      }
      tbody tr,
      tfoot tr {
        border-block-start: var(--hairline) solid var(--line);
      }
      /* Stays in view while the figures are scrolled. */
      th:first-child {
        position: sticky;
        inset-inline-start: 0;
        z-index: 1;
        background: var(--paper);
      }
      tbody th {
        min-inline-size: calc(var(--column-gauge) / 2);
      }
      .share {
        min-inline-size: calc(var(--column-gauge) / 2);
      }
      tfoot th,
      tfoot td {
        font-weight: var(--weight-strong);
      }
      .tokens {
        border-inline-start: var(--hairline) solid var(--line);
      }
    `,
  ];

  override render(): unknown {
    const { rows, total } = this.page;
    const sums = modelsSums(rows);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${l10n.t("Figures by model")}>
      <table class="small">
        <thead>
          <tr>
            <th scope="col">${l10n.t("Model")}</th>
            <th scope="col">${l10n.t("Cost")}</th>
            <th scope="col">${l10n.t("Share of the cost")}</th>
            <th scope="col">${l10n.t("Prompts")}</th>
            <th scope="col">${l10n.t("Cost per prompt")}</th>
            <th scope="col" title=${l10n.t("Cache reads, of all tokens that were sent")}>
              ${l10n.t("Cache hit rate")}
            </th>
            <th scope="col" title=${l10n.t("Against sending all tokens afresh")}>${l10n.t("Saved by caching")}</th>
            <th scope="col">${l10n.t("Input tokens")}</th>
            <th scope="col">${l10n.t("Output tokens")}</th>
            <th scope="col">${l10n.t("Cache read tokens")}</th>
            <th scope="col">${l10n.t("Cache write tokens")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(modelRow)}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${l10n.t("Together")}</th>
            ${costCell(total)}
            <td></td>
            <td></td>
            <td></td>
            <td class="number">${percentOrNone(sums.cacheHitPercent)}</td>
            <td class="number">${usdOrNone(sums.cacheSavedUsd)}</td>
            ${tokenCells(sums)}
          </tr>
        </tfoot>
      </table>
    </div>`;
  }
}

function modelRow(row: ModelRow): unknown {
  const { model, name, cost, prompts, usdPerPrompt, cacheHitPercent, cacheSavedUsd } = row;
  const share = shareText(row);
  return html`<tr>
    <th scope="row" title=${model || nothing}>
      <div>${name}</div>
      <div class="muted">${priceText(row)}</div>
    </th>
    ${costCell(cost)}
    <td>
      <div class="share">
        <div class="number">${share}</div>
        ${
          share === NONE
            ? nothing
            : html`<bursar-gauge
                small
                .percent=${row.share}
                .label=${l10n.t("Share of the cost: {0}", name)}
                .valueText=${share}
              ></bursar-gauge>`
        }
      </div>
    </td>
    <td class="number">${prompts === 0 ? NONE : formatCount(prompts)}</td>
    <td class="number">${usdOrNone(usdPerPrompt)}</td>
    <td class="number">${percentOrNone(cacheHitPercent)}</td>
    <td class="number">${usdOrNone(cacheSavedUsd)}</td>
    ${tokenCells(row)}
  </tr>`;
}

function costCell(cost: Cost): unknown {
  const { figure, unpriced } = costParts(cost);
  return html`<td class="number" title=${costNote(cost) || nothing}>
    <div>${figure}</div>
    <div class="muted">${unpriced}</div>
  </td>`;
}

function tokenCells(
  row: Pick<ModelRow, "inputTokens" | "outputTokens" | "cacheReadTokens" | "cacheWriteTokens">,
): unknown[] {
  return [row.inputTokens, row.outputTokens, row.cacheReadTokens, row.cacheWriteTokens].map(
    (tokens) => html`<td class="number">${tokens === 0 ? NONE : formatTokens(tokens)}</td>`,
  );
}

customElements.define("bursar-models-table", ModelsTable);
