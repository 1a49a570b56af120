import * as l10n from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import type { HistoryQuery, HistoryStack, HistoryUnit } from "../../src/shared/historyPages.ts";
import "../choice.ts";
import { shared } from "../shared.styles.ts";
import { rememberChosen } from "../vscodeApi.ts";
import type { Measure } from "./historyChart.data.ts";
import { measureOptions, stackOptions, unitOptions } from "./options.ts";
import { CHOICES } from "./remembered.ts";

/** One of them was chosen. */
export type HistoryChoice =
  | { name: "measure"; value: Measure }
  | { name: "unit"; value: HistoryUnit }
  | { name: "stack"; value: HistoryStack };

/** What the chart shows, to choose: fires `pick` with a HistoryChoice, which the panel remembers. */
export class HistoryChoices extends LitElement {
  static override properties = { measure: { type: String }, query: { attribute: false } };
  declare measure: Measure;
  declare query: HistoryQuery;

  static override styles = [
    shared,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-tight) var(--gap-wide);
      }
    `,
  ];

  override render(): unknown {
    return html`<div>
      <bursar-choice
        label=${l10n.t("What is measured")}
        .options=${measureOptions()}
        .value=${this.measure}
        @choose=${({ detail }: CustomEvent<Measure>) => this.#choose({ name: "measure", value: detail })}
      ></bursar-choice>
      <bursar-choice
        label=${l10n.t("One bar is")}
        .options=${unitOptions()}
        .value=${this.query.unit}
        @choose=${({ detail }: CustomEvent<HistoryUnit>) => this.#choose({ name: "unit", value: detail })}
      ></bursar-choice>
      <bursar-choice
        label=${l10n.t("Bars are divided by")}
        .options=${stackOptions()}
        .value=${this.query.stack}
        @choose=${({ detail }: CustomEvent<HistoryStack>) => this.#choose({ name: "stack", value: detail })}
      ></bursar-choice>
    </div>`;
  }

  #choose(choice: HistoryChoice): void {
    rememberChosen(CHOICES[choice.name], choice.value);
    this.dispatchEvent(new CustomEvent("pick", { detail: choice }));
  }
}

customElements.define("bursar-history-choices", HistoryChoices);
