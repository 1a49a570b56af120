import { css, html, LitElement, nothing } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import { repeat } from "lit/directives/repeat.js";
import { formatPercent } from "../../src/shared/format.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { WindowGauge, WindowsView } from "../../src/shared/snapshot.ts";
import "../gauge.ts";
import { windowLevel } from "../level.ts";
import { levelIcon } from "../levelIcon.ts";
import { card, shared } from "../shared.styles.ts";
import { sourceText } from "../sourceText.ts";
import { post } from "../vscodeApi.ts";
import { hasReset, limitValueText, resetText, usedText } from "./limitText.ts";

/** The rate-limit windows, what is left first; grouped by config directory when there are several. */
export class Limits extends LitElement {
  static override properties = {
    windows: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
  };
  declare windows: WindowsView[];
  declare thresholds: Thresholds;
  declare now: number;

  static override styles = [
    shared,
    card,
    css`
      .group + .group {
        margin-block-start: var(--gap-wide);
      }
      .group h3 {
        font-weight: inherit;
      }
      .group > .heading {
        margin-block-end: var(--gap-tight);
      }
      .gauges {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--column-gauge)), 1fr));
        align-items: end;
        gap: var(--gap-wide) var(--gap-section);
      }
      .top {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--gap-small);
        margin-block-end: var(--gap-tight);
      }
      .bottom {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 var(--gap-small);
        margin-block-start: var(--gap-tight);
      }
      .no-reading {
        block-size: var(--gauge-height);
        border: var(--hairline) dashed var(--ink-muted);
        border-radius: var(--gauge-height);
      }
      .prose {
        max-inline-size: var(--column-prose);
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-tight) var(--gap);
        margin-block-start: var(--gap);
      }
    `,
  ];

  override render(): unknown {
    const several = this.windows.length > 1;
    const [first] = this.windows;
    return html`<section aria-labelledby="title">
      <div class="heading">
        <h2 id="title">Rate limits</h2>
        ${several || first === undefined ? nothing : this.#commonSource(first)}
      </div>
      ${first === undefined ? html`<p class="muted">No account is known yet.</p>` : nothing}
      ${repeat(
        this.windows,
        (windows) => windows.configDir,
        (windows) =>
          html`<div class="group">
            ${
              several
                ? html`<div class="heading">
                    <h3><code>${windows.configDir}</code></h3>
                    ${this.#commonSource(windows)}
                  </div>`
                : nothing
            }
            ${
              windows.state.kind === "known"
                ? html`<div class="gauges">
                    ${repeat(
                      windows.state.gauges,
                      (gauge) => gauge.key,
                      (gauge) => this.#gauge(gauge, hasCommonSource(windows)),
                    )}
                  </div>`
                : html`<p class="prose">${windows.state.reason} <span class="muted">${windows.state.remedy}</span></p>`
            }
            ${foot(windows)}
          </div>`,
      )}
    </section>`;
  }

  /** Beside the heading, where it holds for every gauge. */
  #commonSource(windows: WindowsView): unknown {
    const { state } = windows;
    if (state.kind === "unknown") return html`<span class="muted small">unknown</span>`;
    const [gauge] = state.gauges;
    return gauge === undefined || !hasCommonSource(windows) ? nothing : this.#source(gauge);
  }

  #source({ source, readAt, stale }: WindowGauge): unknown {
    const text = sourceText(source, readAt, this.now);
    return stale
      ? html`<span class="small">${levelIcon("warning")} stale: ${text}</span>`
      : html`<span class="muted small">${text}</span>`;
  }

  #gauge(gauge: WindowGauge, commonSource: boolean): unknown {
    return html`<div>
      <p class="top">
        <span>${gauge.label}</span>
        ${hasReset(gauge, this.now) ? html`<span class="muted">no reading since its reset</span>` : left(gauge, this.thresholds)}
      </p>
      ${hasReset(gauge, this.now) ? html`<div class="no-reading"></div>` : this.#bar(gauge)}
      <p class="bottom muted small">
        <span class="number">${usedText(gauge, this.now)}</span>
        <span class="number">${resetText(gauge, this.now)}</span>
      </p>
      ${commonSource ? nothing : html`<p>${this.#source(gauge)}</p>`}
    </div>`;
  }

  #bar(gauge: WindowGauge): unknown {
    return html`<bursar-gauge
      .percent=${gauge.leftPercent}
      .level=${windowLevel(gauge.usedPercent, this.thresholds)}
      .label=${`${gauge.label} window, left`}
      .valueText=${limitValueText(gauge, this.now)}
    ></bursar-gauge>`;
  }
}

/** Whether all gauges were read at once, from one source. */
function hasCommonSource({ state }: WindowsView): boolean {
  const gauges = state.kind === "known" ? state.gauges : [];
  return gauges.every(({ source, readAt }) => source === gauges[0]?.source && readAt === gauges[0].readAt);
}

/** What keeps the gauges from being live, with the way to it. */
function foot({ configDir, connected, hint, state }: WindowsView): unknown {
  if (connected) return hint === null ? nothing : html`<p class="foot muted small prose">${hint}</p>`;
  return html`<div class="foot">
    <vscode-button ?secondary=${state.kind === "known"} @click=${() => post({ type: "connect", configDir })}
      >Connect Live Limits</vscode-button
    >
    ${state.kind === "known" ? html`<span class="muted small">Claude Code can tell them with every answer.</span>` : nothing}
  </div>`;
}

function left({ leftPercent, usedPercent }: WindowGauge, thresholds: Thresholds): unknown {
  return html`<span class="number"
    >${levelIcon(windowLevel(usedPercent, thresholds))}
    <span class="figure">${formatPercent(leftPercent)}</span> left</span
  >`;
}

customElements.define("bursar-limits", Limits);
