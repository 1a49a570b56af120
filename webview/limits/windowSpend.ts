import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { formatPercent, formatUsd } from "../../src/shared/format.ts";
import type { Spenders, SpendShare, WindowsView } from "../../src/shared/snapshot.ts";
import "../choice.ts";
import { shared } from "../shared.styles.ts";
import { chosen, rememberChosen } from "../vscodeApi.ts";
import { countedText, useText } from "./countedText.ts";
import { ladderText } from "./ladderText.ts";
import { backtestText } from "./outlookText.ts";
import { priceTexts } from "./priceText.ts";

const BY = ["bySession", "byProject", "byModel", "byAgent"] as const satisfies (keyof Spenders)[];

function byLabel(by: (typeof BY)[number]): string {
  switch (by) {
    case "bySession":
      return l10n.t("Sessions");
    case "byProject":
      return l10n.t("Projects");
    case "byModel":
      return l10n.t("Models");
    case "byAgent":
      return l10n.t("Agents");
  }
}

/** Who spent a window, and what it was measured to come to; a choice of the windows of one account. */
export class WindowSpend extends LitElement {
  static override properties = { view: { attribute: false }, now: { attribute: false } };
  declare view: WindowsView;
  declare now: number;

  static override styles = [
    shared,
    css`
      .choices,
      .parts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-small) var(--gap-section);
      }
      .choices {
        margin-block-end: var(--gap-small);
      }
      .parts > * {
        flex: 1 1 calc(var(--column-half) / 2);
        min-inline-size: 0;
      }
      table {
        table-layout: fixed;
      }
      caption {
        padding-block-end: var(--gap-tight);
        text-align: start;
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .share {
        inline-size: 16%;
      }
      .usd {
        inline-size: 26%;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: var(--gauge-height-small);
        forced-color-adjust: none;
      }
      rect {
        fill: var(--fill);
      }
      li + li {
        margin-block-start: var(--gap-tight);
      }
    `,
  ];

  override render(): unknown {
    const { view, now } = this;
    const gauges = view.state.kind === "known" ? view.state.gauges : [];
    const key = chosen(this.#name("window"));
    const gauge = gauges.find((each) => each.key === key) ?? gauges.find(({ binds }) => binds) ?? gauges[0];
    if (gauge === undefined) return nothing;
    const by = BY.find((each) => each === chosen("spendersBy")) ?? BY[0];
    const { outlook, spenders } = gauge;
    return html`<div class="choices">
        ${
          gauges.length === 1
            ? nothing
            : html`<bursar-choice
                label=${l10n.t("Window")}
                .options=${gauges.map(({ key, label }) => ({ value: key, label }))}
                .value=${gauge.key}
                @choose=${(event: CustomEvent<string>) => this.#choose(this.#name("window"), event.detail)}
              ></bursar-choice>`
        }
        ${
          spenders === null
            ? nothing
            : html`<bursar-choice
                label=${l10n.t("Spent by")}
                .options=${BY.map((value) => ({ value, label: byLabel(value) }))}
                .value=${by}
                @choose=${(event: CustomEvent<string>) => this.#choose("spendersBy", event.detail)}
              ></bursar-choice>`
        }
      </div>
      <div class="parts">
        ${spenders === null ? html`<p class="small">${countedText(view.counted)}</p>` : shareTable(spenders, spenders[by])}
        <ul class="small">
          ${priceTexts(gauge.price, gauge.label, now).map((text) => html`<li>${text}</li>`)}
          ${view.ladder === null ? nothing : html`<li>${ladderText(view.ladder)}</li>`}
          ${outlook.kind === "forecast" ? html`<li class="muted">${backtestText(outlook.backtest)}</li>` : nothing}
        </ul>
      </div>`;
  }

  #choose(name: string, value: string): void {
    rememberChosen(name, value);
    this.requestUpdate();
  }

  #name(name: string): string {
    return `${name}:${this.view.configDir}`;
  }
}

function shareTable({ total }: Spenders, parts: SpendShare[]): unknown {
  return html`<table class="small">
    <caption title=${costNote(total) || nothing}>
      ${l10n.t("Counted on this machine in this window: {0}", useText(total))}
    </caption>
    <tbody>
      ${parts.map(
        ({ name, usd, share }) =>
          html`<tr>
            <th scope="row" title=${name}>
              <p class="name">${name}</p>
              <svg aria-hidden="true"><rect width=${`${share}%`} height="100%"></rect></svg>
            </th>
            <td class="share number">${formatPercent(share)}</td>
            <td class="usd number muted">${formatUsd(usd)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

customElements.define("bursar-window-spend", WindowSpend);
