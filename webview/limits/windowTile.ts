import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { formatPercent } from "../../src/shared/format.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { Interval, WindowGauge } from "../../src/shared/snapshot.ts";
import { endLeft } from "../../src/shared/windowText.ts";
import "../gauge.ts";
import { windowLevel } from "../level.ts";
import { levelIcon } from "../levelIcon.ts";
import { shared } from "../shared.styles.ts";
import "../sparkline.ts";
import { bindsText, hasReset, limitValueText, noReadingText, resetText, usedText } from "./limitText.ts";
import { foretoldEnd, outlookText } from "./outlookText.ts";
import { evenLeft, paceText } from "./paceText.ts";
import { told } from "./told.ts";
import { trendText } from "./trendText.ts";

/** One rate-limit window: what is left first, then how it goes on. */
export class WindowTile extends LitElement {
  static override properties = {
    gauge: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
    sourced: { type: Boolean },
  };
  declare gauge: WindowGauge;
  declare thresholds: Thresholds;
  declare now: number;
  /** Whether its source and age are said here. */
  declare sourced: boolean;

  static override styles = [
    shared,
    css`
      /* As high as its neighbours, so that the sparklines stand side by side, too. */
      :host {
        display: grid;
      }
      .tile {
        display: flex;
        flex-wrap: wrap;
        align-content: start;
        gap: var(--gap-hair) var(--gap-wide);
      }
      /* Takes the room, as long as the sparkline stands beside it; below it, that takes all of its line. */
      .words {
        flex: 999 1 var(--column-gauge);
        min-inline-size: 0;
      }
      /* One height, with the badge and without. */
      .label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--gap-small);
        min-block-size: calc(var(--text-small) * var(--leading) + 2 * var(--hairline));
      }
      /* As high as the largest figure, in every tile: the bars stand in one line. */
      .above-bar::before {
        content: "\\200b";
        font-size: var(--text-figure-large);
        line-height: var(--leading-figure);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 var(--gap);
      }
      h3 {
        font-weight: inherit;
      }
      bursar-gauge,
      .no-reading {
        margin-block: var(--gap-tight);
      }
      .no-reading {
        block-size: var(--gauge-height);
        border: var(--hairline) dashed var(--ink-muted);
        border-radius: var(--gauge-height);
      }
      bursar-sparkline {
        flex: 1 1 var(--sparkline-width);
      }
      .course {
        flex: 1 0 100%;
        min-inline-size: 0;
      }
    `,
  ];

  override render(): unknown {
    const { gauge, now } = this;
    const reset = hasReset(gauge, now);
    return html`<div class="tile">
      <div class="words">
        <div class="label">
          <h3>${gauge.label}</h3>
          ${gauge.binds && !reset ? binds() : nothing}
        </div>
        ${reset ? this.#past() : this.#present()}
      </div>
      ${reset ? nothing : [this.#sparkline(), this.#course()]}
      ${this.sourced ? html`<p class="course small">${told(gauge, now)}</p>` : nothing}
    </div>`;
  }

  /** Its figures are those of the window before. */
  #past(): unknown {
    return html`<p class="line muted">
        <span class="above-bar small">${noReadingText(this.gauge, this.now)}</span>
      </p>
      <div class="no-reading"></div>
      <p class="muted small number">${usedText(this.gauge, this.now)}</p>`;
  }

  #present(): unknown {
    const { gauge, thresholds, now } = this;
    const { leftPercent, usedPercent } = gauge;
    const pace = gauge.pace === null ? null : paceText(gauge.pace, usedPercent);
    const level = windowLevel(usedPercent, thresholds);
    const end = foretoldEnd(gauge);
    return html`<p class="line">
        <span class="above-bar number"
          ><span class=${gauge.binds ? "figure large" : "figure"}>${formatPercent(leftPercent)}</span> ${l10n.t("left")}
          ${levelIcon(level)}</span
        >
        <span class="muted small number">${usedText(gauge, now)}</span>
      </p>
      <bursar-gauge
        .percent=${leftPercent}
        .mark=${gauge.pace === null ? null : evenLeft(gauge.pace)}
        .band=${end === null ? null : bandOf(endLeft(end))}
        .level=${level}
        .label=${l10n.t("{0} window, left", gauge.label)}
        .valueText=${limitValueText(gauge, now)}
        .note=${pace?.note ?? null}
      ></bursar-gauge>
      <p class="small number">${resetText(gauge, now)}</p>`;
  }

  /** How it goes on, over the whole width: sentences. */
  #course(): unknown {
    const { gauge, thresholds, now } = this;
    const pace = gauge.pace === null ? null : paceText(gauge.pace, gauge.usedPercent);
    const { text, tone } = outlookText(gauge, now);
    const unmarked = windowLevel(gauge.usedPercent, thresholds) === "normal";
    return html`<div class="course small">
      ${pace === null ? nothing : html`<p class="muted" title=${pace.note}>${pace.text}</p>`}
      <p class=${tone === "likely" ? "" : "muted"}>
        ${tone === "likely" && unmarked ? levelIcon("warning") : nothing} ${text}
      </p>
    </div>`;
  }

  #sparkline(): unknown {
    const { label, trend, startedAt, resetsAt, outlook } = this.gauge;
    const from = startedAt ?? trend[0]?.at;
    // One reading is no line.
    if (from === undefined || trend.length < 2) return nothing;
    const end = foretoldEnd(this.gauge);
    const exhaustion = outlook.kind === "forecast" ? outlook.exhaustion : null;
    return html`<bursar-sparkline
      .trend=${trend}
      .from=${from}
      .to=${resetsAt ?? this.now}
      .projection=${end === null || resetsAt === null ? null : { end, exhaustion }}
      .label=${trendText({ label, trend, resetsAt, endPercent: end }, this.now)}
    ></bursar-sparkline>`;
  }
}

const bandOf = ({ low, high }: Interval): { from: number; to: number } => ({ from: low, to: high });

const binds = (): unknown =>
  html`<span class="badge strong"><vscode-icon name="flag" size="12"></vscode-icon> ${bindsText()}</span>`;

customElements.define("bursar-window-tile", WindowTile);
