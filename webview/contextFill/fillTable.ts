import * as l10n from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import { formatCount, formatPercent } from "../../src/shared/format.ts";
import { shared } from "../shared.styles.ts";
import { type FillRow, fillSum } from "./fill.data.ts";
import { partColour } from "./fillBar.ts";
import { partText } from "./fillText.ts";

/** The parts of a context in tokens: what is known exactly, what is shared out, and that it adds up. */
export class FillTable extends LitElement {
  static override properties = { rows: { attribute: false } };
  declare rows: FillRow[];

  static override styles = [
    shared,
    css`
      th:first-child {
        inline-size: 100%;
      }
      .name {
        display: flex;
        align-items: baseline;
        gap: var(--gap-tight);
      }
      .swatch {
        flex: none;
        inline-size: var(--swatch);
        block-size: var(--swatch);
        border-radius: var(--radius-small);
        background: var(--colour);
        forced-color-adjust: none;
      }
      .key {
        display: inline-block;
        inline-size: var(--swatch);
        block-size: var(--swatch);
        margin-inline-end: var(--gap-tight);
        border-radius: var(--radius-small);
        background: var(--ink-muted);
        forced-color-adjust: none;
      }
      .hatched {
        background: var(--hatch), var(--ink-muted);
      }
      tfoot {
        border-block-start: var(--hairline) solid var(--ink-muted);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  override render(): unknown {
    const sum = fillSum(this.rows);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${l10n.t("Parts of the context")}>
      <table class="small">
        <thead>
          <tr>
            <th scope="col">${l10n.t("Part")}</th>
            <th scope="col">${l10n.t("Tokens")}</th>
            <th scope="col">${l10n.t("Share")}</th>
            <th scope="col" class="nowrap"><span class="key"></span>${l10n.t("Exact")}</th>
            <th
              scope="col"
              class="nowrap"
              title=${l10n.t("Several things came with one request: its tokens are shared out among them by their length.")}
            >
              <span class="key hatched"></span>${l10n.t("Shared out")}
            </th>
          </tr>
        </thead>
        <tbody>
          ${this.rows.map(
            (row) =>
              html`<tr>
                <th scope="row">
                  <span class="name"><span class="swatch"></span>${partText(row.part)}</span>
                </th>
                <td class="number">${formatCount(row.tokens)}</td>
                <td class="number">${formatPercent(row.percent)}</td>
                ${tokensCell(row.exact)} ${tokensCell(row.allocated)}
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${l10n.t("Whole context")}</th>
            <td class="number">${formatCount(sum.tokens)}</td>
            <td class="number">${formatPercent(100)}</td>
            ${tokensCell(sum.exact)} ${tokensCell(sum.allocated)}
          </tr>
        </tfoot>
      </table>
    </div>`;
  }

  override updated(): void {
    for (const [index, swatch] of this.renderRoot.querySelectorAll<HTMLElement>(".swatch").entries()) {
      const row = this.rows[index];
      if (row !== undefined) swatch.style.setProperty("--colour", partColour(row));
    }
  }
}

function tokensCell(tokens: number): unknown {
  return tokens === 0 ? html`<td class="muted">–</td>` : html`<td class="number">${formatCount(tokens)}</td>`;
}

customElements.define("bursar-fill-table", FillTable);
