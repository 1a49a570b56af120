import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { MODEL_PERIODS, type ModelPeriod, type ModelsPage as Page } from "../../src/shared/historyPages.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { Asked } from "../asked.ts";
import "../choice.ts";
import { costParts } from "../cost/costText.ts";
import { Refresh } from "../refresh.ts";
import { refusal } from "../refusal.ts";
import { shared } from "../shared.styles.ts";
import { todayMark } from "../todayMark.ts";
import { chosen, rememberChosen } from "../vscodeApi.ts";
import { modelsSums } from "./modelsSums.ts";
import "./modelsTable.ts";
import { percentOrNone, periodLabel, usdOrNone } from "./modelsText.ts";

/** The name under which the chosen period is remembered. */
const PERIOD = "models.period";

/** What each model cost and did in 7 days, 30 days, or ever. */
export class ModelsPage extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
    period: { state: true },
  };
  declare snapshot: Snapshot;
  declare thresholds: Thresholds;
  declare now: number;
  declare period: ModelPeriod;

  #asked = new Asked(this, "models");
  #refresh = new Refresh(this, () => this.#ask());

  static override styles = [
    shared,
    css`
      .sums {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--gap-small) var(--gap-section);
        margin-block-end: var(--gap-wide);
      }
      .notes {
        margin-block-start: var(--gap);
        max-inline-size: var(--column-prose);
      }
    `,
  ];

  constructor() {
    super();
    this.period = MODEL_PERIODS.find((period) => period === chosen(PERIOD)) ?? "30d";
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("period")) this.#ask();
    if (changed.has("snapshot")) this.#refresh.watch(todayMark(this.snapshot));
  }

  #ask(): void {
    this.#refresh.asked();
    void this.#asked.ask({ period: this.period });
  }

  override render(): unknown {
    return html`<section aria-labelledby="title">
      <div class="heading with-choices">
        <h2 id="title">${l10n.t("Models")}</h2>
        <bursar-choice
          label=${l10n.t("Period")}
          .options=${MODEL_PERIODS.map((value) => ({ value, label: periodLabel(value) }))}
          .value=${this.period}
          @choose=${({ detail }: CustomEvent<ModelPeriod>) => {
            this.period = detail;
            rememberChosen(PERIOD, detail);
          }}
        ></bursar-choice>
      </div>
      ${this.#content()}
    </section>`;
  }

  #content(): unknown {
    const { answer } = this.#asked;
    switch (answer.kind) {
      case "waiting":
        return html`<p class="muted">${l10n.t("Looking it up…")}</p>`;
      case "refused":
        return refusal(answer.message, () => this.#ask());
      case "answered":
        return answer.value.rows.length === 0 ? this.#nothingYet() : table(answer.value);
    }
  }

  #nothingYet(): unknown {
    return html`<p class="muted">
      ${
        this.period === "all"
          ? l10n.t("No use so far. Each model shows up here once Claude Code has used it.")
          : l10n.t("No use in this time.")
      }
    </p>`;
  }
}

function table(page: Page): unknown {
  const unpriced = page.total.unpricedRequests > 0;
  return html`${sums(page)}<bursar-models-table .page=${page}></bursar-models-table>
    <div class="notes small muted">
      <p>${l10n.t("Cost at list price. A prompt that several models worked on counts for each of them.")}</p>
      ${unpriced ? html`<p>${l10n.t("Models without a known price are in no sum of money. A price can be set in the settings (bursar.prices).")}</p>` : ""}
    </div>`;
}

/** What the eye is to meet first. */
function sums({ rows, total }: Page): unknown {
  const { cacheSavedUsd, cacheHitPercent } = modelsSums(rows);
  const { figure, unpriced } = costParts(total);
  return html`<dl class="sums">
    <div title=${costNote(total) || nothing}>
      <dt class="small muted">${l10n.t("Cost")}</dt>
      <dd><span class="figure number">${figure}</span> ${unpriced}</dd>
    </div>
    <div>
      <dt class="small muted">${l10n.t("Saved by caching")}</dt>
      <dd class="figure number">${usdOrNone(cacheSavedUsd)}</dd>
    </div>
    <div>
      <dt class="small muted">${l10n.t("Cache hit rate")}</dt>
      <dd class="figure number">${percentOrNone(cacheHitPercent)}</dd>
    </div>
  </dl>`;
}

customElements.define("bursar-models-page", ModelsPage);
