import { css, html, LitElement, nothing } from "lit";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { formatPercent } from "../../src/shared/format.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { Interval, WindowGauge } from "../../src/shared/snapshot.ts";
import "../gauge.ts";
import { windowLevel } from "../level.ts";
import { levelIcon } from "../levelIcon.ts";
import { shared } from "../shared.styles.ts";
import "../sparkline.ts";
import { BINDS_TEXT, hasReset, limitValueText, resetText, usedText } from "./limitText.ts";
import { endLeft, foretoldEnd, outlookText } from "./outlookText.ts";
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
        align-content: space-between;
        gap: var(--gap-small) var(--gap-wide);
      }
      /* Takes the room, as long as the sparkline stands beside it; below it, that takes all of its line. */
      .words {
        flex: 999 1 var(--column-gauge);
        min-inline-size: 0;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 var(--gap);
      }
      h3 {
        display: inline;
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
    `,
  ];

  override render(): unknown {
    const { gauge, now } = this;
    const reset = hasReset(gauge, now);
    return html`<div class="tile">
      <div class="words">
        <div>
          <h3>${gauge.label}</h3>
          ${gauge.binds && !reset ? BINDS : nothing}
        </div>
        ${reset ? this.#past() : this.#present()}
        ${this.sourced ? html`<p class="small">${told(gauge, now)}</p>` : nothing}
      </div>
      ${reset ? nothing : this.#sparkline()}
    </div>`;
  }

  /** Its figures are those of the window before. */
  #past(): unknown {
    return html`<div class="no-reading"></div>
      <p class="line muted small">
        <span>no reading since its ${resetText(this.gauge, this.now)}</span>
        <span class="number">${usedText(this.gauge, this.now)}</span>
      </p>`;
  }

  #present(): unknown {
    const { gauge, thresholds, now } = this;
    const { leftPercent, usedPercent } = gauge;
    const pace = gauge.pace === null ? null : paceText(gauge.pace, usedPercent);
    const level = windowLevel(usedPercent, thresholds);
    const { text, tone } = outlookText(gauge, now);
    const end = foretoldEnd(gauge);
    return html`<p class="line">
        <span class="number"><span class="figure">${formatPercent(leftPercent)}</span> left ${levelIcon(level)}</span>
        <span class="muted small number">${usedText(gauge, now)}</span>
      </p>
      <bursar-gauge
        .percent=${leftPercent}
        .mark=${gauge.pace === null ? null : evenLeft(gauge.pace)}
        .band=${end === null ? null : bandOf(endLeft(end))}
        .level=${level}
        .label=${`${gauge.label} window, left`}
        .valueText=${limitValueText(gauge, now)}
        .note=${pace?.note ?? null}
      ></bursar-gauge>
      <p class="line small">
        <span class="number">${resetText(gauge, now)}</span>
        ${pace === null ? nothing : html`<span class="number muted" title=${pace.note}>${pace.text}</span>`}
      </p>
      <p class=${tone === "likely" ? "small" : "small muted"}>
        ${tone === "likely" && level === "normal" ? levelIcon("warning") : nothing} ${text}
      </p>`;
  }

  #sparkline(): unknown {
    const { label, trend, startedAt, resetsAt, outlook } = this.gauge;
    const from = startedAt ?? trend[0]?.at;
    if (from === undefined || trend.length === 0) return nothing;
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

const BINDS = html`<span class="badge strong"><vscode-icon name="flag" size="12"></vscode-icon> ${BINDS_TEXT}</span>`;

customElements.define("bursar-window-tile", WindowTile);
