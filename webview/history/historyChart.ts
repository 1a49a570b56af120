import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { HistoryPage, HistoryQuery } from "../../src/shared/historyPages.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { Asked } from "../asked.ts";
import "../disclosure.ts";
import { Refresh } from "../refresh.ts";
import { refusal } from "../refusal.ts";
import { shared } from "../shared.styles.ts";
import { todayMark } from "../todayMark.ts";
import "./historyBars.ts";
import { historyChartData, type HistoryChartData, type Measure } from "./historyChart.data.ts";
import type { HistoryChoice } from "./historyChoices.ts";
import "./historyChoices.ts";
import { historyFigures } from "./historyFigures.ts";
import { latest, turned } from "./historyQuery.ts";
import "./historyReadout.ts";
import { historyTable } from "./historyTable.ts";
import { title } from "./historyText.ts";
import "./rangePager.ts";
import { rememberedMeasure, rememberedQuery } from "./remembered.ts";

/** What was spent over time, as stacked bars: by day, week or month; by model, project or agent; in money or tokens. */
export class HistoryChart extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    query: { state: true },
    measure: { state: true },
    picked: { state: true },
  };
  declare snapshot: Snapshot;
  declare query: HistoryQuery;
  declare measure: Measure;
  /** The period that is pointed at. */
  declare picked: number | null;

  #asked = new Asked(this, "history");
  #refresh = new Refresh(this, () => this.#ask());
  /** What was answered last, and to which question: it stays while the next is under way. */
  #shown: { page: HistoryPage; query: HistoryQuery } | null = null;
  /** Of that: the same object as long as it says the same, so that pointing at a bar draws nothing anew. */
  #data: HistoryChartData | null = null;

  static override styles = [
    shared,
    css`
      .above {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: var(--gap-small) var(--gap-section);
        margin-block-end: var(--gap);
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-small) var(--gap-section);
      }
      .figures .figure {
        font-size: var(--text-figure-small);
      }
      bursar-history-readout {
        margin-block: var(--gap-small) var(--gap);
      }
      .empty {
        min-block-size: var(--chart-height-large);
        max-inline-size: var(--column-prose);
      }
      .empty p {
        margin-block-end: var(--gap-small);
      }
    `,
  ];

  constructor() {
    super();
    this.query = rememberedQuery();
    this.measure = rememberedMeasure();
    this.picked = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("query")) this.#ask();
    if (changed.has("snapshot")) this.#refresh.watch(todayMark(this.snapshot));
    const { answer } = this.#asked;
    // Answered and nothing under way: that is what was asked last.
    if (answer.kind === "answered" && !answer.asking && answer.value !== this.#shown?.page) {
      if (this.#shown?.query !== this.query) this.picked = null;
      this.#shown = { page: answer.value, query: this.query };
      this.#data = null;
    }
    if (changed.has("measure")) this.#data = null;
    if (this.#shown !== null) this.#data ??= historyChartData(this.#shown.page, this.measure, this.#shown.query.back);
  }

  #ask(): void {
    this.#refresh.asked();
    void this.#asked.ask(this.query);
  }

  override render(): unknown {
    return html`<section aria-labelledby="title">
      <div class="heading with-choices">
        <h2 id="title">${title(this.measure, this.query.stack)}</h2>
        <bursar-history-choices
          .measure=${this.measure}
          .query=${this.query}
          @pick=${({ detail }: CustomEvent<HistoryChoice>) => this.#choose(detail)}
        ></bursar-history-choices>
      </div>
      ${this.#content()}
    </section>`;
  }

  #choose({ name, value }: HistoryChoice): void {
    switch (name) {
      case "measure":
        this.measure = value;
        return;
      case "unit":
        this.query = latest(value, this.query.stack);
        return;
      case "stack":
        this.query = { ...this.query, stack: value };
    }
  }

  #content(): unknown {
    const { answer } = this.#asked;
    if (answer.kind === "refused") {
      return html`<div class="empty">${refusal(answer.message, () => this.#ask())}</div>`;
    }
    const data = this.#data;
    if (this.#shown === null || data === null) return html`<p class="empty muted">${l10n.t("Looking it up…")}</p>`;
    const { page, query } = this.#shown;
    if (query.back === 0 && !page.more && !data.periods.some(({ used }) => used)) return nothingYet();
    return this.#chart(data, page, query);
  }

  #chart(data: HistoryChartData, page: HistoryPage, query: HistoryQuery): unknown {
    const { measure } = this;
    const { unit } = query;
    return html`<div class="above">
        ${historyFigures(data, unit, measure)}
        <bursar-range-pager
          .page=${page}
          .query=${query}
          @turn=${({ detail }: CustomEvent<-1 | 1>) => {
            this.query = turned(query, detail);
          }}
        ></bursar-range-pager>
      </div>
      <bursar-history-bars
        .data=${data}
        .unit=${unit}
        .measure=${measure}
        .picked=${this.picked}
        @pick=${({ detail }: CustomEvent<number | null>) => {
          this.picked = detail;
        }}
      ></bursar-history-bars>
      <bursar-history-readout
        .data=${data}
        .unit=${unit}
        .measure=${measure}
        .picked=${this.picked}
      ></bursar-history-readout>
      ${
        data.periods.some(({ used }) => used)
          ? html`<bursar-disclosure name="history.table" label=${l10n.t("Show as table")}
              >${historyTable(data, unit, measure)}</bursar-disclosure
            >`
          : nothing
      }`;
  }
}

function nothingYet(): unknown {
  return html`<div class="empty">
    <p>${l10n.t("No use so far.")}</p>
    <p class="muted">
      ${l10n.t("What Claude Code spends shows up here by day, week and month. Bursar keeps it, also after Claude Code has deleted its own transcripts.")}
    </p>
  </div>`;
}

customElements.define("bursar-history-chart", HistoryChart);
