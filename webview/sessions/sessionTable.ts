import * as l10n from "@vscode/l10n";
import { html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { costNote } from "../../src/shared/costNote.ts";
import { formatClock, formatCost, formatCount, formatTokens } from "../../src/shared/format.ts";
import type { SessionRow, SessionSort, SessionsQuery } from "../../src/shared/historyPages.ts";
import { shared } from "../shared.styles.ts";
import { openButton, rowStyles } from "./openButton.ts";
import { tableStyles } from "./sessionTable.styles.ts";
import { requestsText, sortLabel } from "./sessionTableText.ts";
import { sortedBy } from "./sessionsQuery.ts";

const NUMBERS = ["requests", "peakContext", "cost"] as const satisfies SessionSort[];

/**
 * A page of sessions. Fires `sort` with the question in another order, and `open-row` with a session's id. The roles are
 * said outright because the narrow layout, a block a row, would take the table's own away.
 */
export class SessionTable extends LitElement {
  static override properties = {
    rows: { attribute: false },
    query: { attribute: false },
    now: { attribute: false },
  };
  declare rows: SessionRow[];
  declare query: SessionsQuery;
  declare now: number;

  static override styles = [shared, rowStyles, tableStyles];

  override render(): unknown {
    return html`<table role="table" aria-label=${l10n.t("Sessions")}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="title plain">${l10n.t("Session")}</th>
          <th role="columnheader" scope="col" class="text plain">${l10n.t("Project")}</th>
          <th role="columnheader" scope="col" class="text plain model">${l10n.t("Model")}</th>
          ${this.#head("lastActivity", "when")} ${NUMBERS.map((sort) => this.#head(sort))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          this.rows,
          ({ sessionId }) => sessionId,
          (row) => this.#row(row),
        )}
      </tbody>
    </table>`;
  }

  #head(sort: SessionSort, name = ""): unknown {
    const { query } = this;
    const sorted = query.sort === sort;
    const order = query.descending ? "descending" : "ascending";
    return html`<th role="columnheader" scope="col" class=${name} aria-sort=${sorted ? order : nothing}>
      <button
        class="sort"
        @click=${() => this.dispatchEvent(new CustomEvent("sort", { detail: sortedBy(query, sort) }))}
      >
        <vscode-icon name=${sorted && !query.descending ? "arrow-up" : "arrow-down"}></vscode-icon>${sortLabel(sort)}
      </button>
    </th>`;
  }

  #row(row: SessionRow): unknown {
    return html`<tr role="row" class="row">
      <th role="rowheader" scope="row" class="title">${openButton(row, this)}</th>
      <td role="cell" class="text" title=${row.projectRoot ?? nothing}>${row.project}</td>
      <td role="cell" class="text model">${row.model?.name ?? "–"}</td>
      <td role="cell" class="number">
        ${row.live ? html`<span class="live">${l10n.t("live")}</span>` : formatClock(row.lastActivity, this.now)}
      </td>
      <td role="cell" class="number">${figure(formatCount(row.cost.requests), requestsText(row.cost.requests))}</td>
      <td role="cell" class="number" title=${l10n.t("{0} tokens", formatCount(row.peakContext))}>
        ${figure(formatTokens(row.peakContext), l10n.t("peak {0}", formatTokens(row.peakContext)))}
      </td>
      <td role="cell" class="number" title=${costNote(row.cost) || nothing}>${formatCost(row.cost)}</td>
    </tr>`;
  }
}

/** Under its heading the bare figure; where there are no columns, with what it counts. */
function figure(bare: string, full: string): unknown {
  return html`<span class="wide">${bare}</span><span class="narrow">${full}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "bursar-session-table": SessionTable;
  }
}

customElements.define("bursar-session-table", SessionTable);
