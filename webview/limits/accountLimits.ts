import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { repeat } from "lit/directives/repeat.js";
import { costNote, requests } from "../../src/shared/costNote.ts";
import { formatCost } from "../../src/shared/format.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { Cost, RoutingAdvice, WindowGauge, WindowsView } from "../../src/shared/snapshot.ts";
import "../disclosure.ts";
import { Disclosure } from "../disclosure.ts";
import { shared } from "../shared.styles.ts";
import { post } from "../vscodeApi.ts";
import { countedText } from "./countedText.ts";
import "./pastWindows.ts";
import "./windowSpend.ts";
import { told } from "./told.ts";
import "./windowTile.ts";

/** The windows of one account: a tile each, what they mean together, and the details on demand. */
export class AccountLimits extends LitElement {
  static override properties = {
    view: { attribute: false },
    named: { type: Boolean },
    thresholds: { attribute: false },
    now: { attribute: false },
    pastShown: { state: true },
  };
  declare view: WindowsView;
  /** Whether it says which account it is: there are several. */
  declare named: boolean;
  declare thresholds: Thresholds;
  declare now: number;
  declare pastShown: boolean;

  static override styles = [
    shared,
    css`
      .account {
        display: grid;
        gap: var(--gap);
      }
      .account > .heading {
        margin: 0;
      }
      h3 {
        min-inline-size: 0;
        font-weight: inherit;
      }
      .gauges {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--column-gauge)), 1fr));
        gap: var(--gap-wide) var(--gap-section);
      }
      /* What to do, and what can be looked up: one line, as long as there is room. */
      .below {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        justify-content: space-between;
        gap: var(--gap-small) var(--gap-section);
      }
      .below > * {
        min-inline-size: 0;
      }
      .details:has(> [open]) {
        flex-basis: 100%;
      }
      .advice li {
        display: flex;
        gap: var(--gap-small);
      }
      summary {
        inline-size: fit-content;
        border-radius: var(--radius-small);
        cursor: pointer;
      }
      .prose {
        max-inline-size: var(--column-prose);
      }
      .unknown {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap) var(--gap-section);
      }
      .unknown > * {
        flex: 1 1 var(--column-row);
        min-inline-size: 0;
      }
      .unknown .connect {
        margin-block-start: var(--gap);
      }
      .counted {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-small) var(--gap-section);
      }
      .counted .figure {
        font-size: var(--text-figure-small);
      }
      .connect,
      .details {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-small) var(--gap-section);
      }
      bursar-disclosure {
        min-inline-size: 0;
      }
      bursar-disclosure[open] {
        flex-basis: 100%;
      }
    `,
  ];

  constructor() {
    super();
    this.named = false;
    this.pastShown = false;
  }

  override render(): unknown {
    const { view } = this;
    return html`<div class="account">
      ${this.named ? this.#name() : nothing}
      ${view.state.kind === "known" ? this.#known(view.state.gauges) : unknown(view, view.state)}
    </div>`;
  }

  #name(): unknown {
    const { configDir, mostRoom } = this.view;
    return html`<div class="heading">
      <h3><code>${configDir}</code></h3>
      ${mostRoom ? html`<span class="badge"><vscode-icon name="check" size="12"></vscode-icon> ${l10n.t("most room")}</span>` : nothing}
      ${sourceOf(this.view, this.now)}
    </div>`;
  }

  #known(gauges: WindowGauge[]): unknown {
    const { view, thresholds, now } = this;
    const sourced = commonSource(gauges) === null;
    return html`<div class="gauges">
        ${repeat(
          gauges,
          ({ key }) => key,
          (gauge) =>
            html`<bursar-window-tile
              .gauge=${gauge}
              .thresholds=${thresholds}
              .now=${now}
              .sourced=${sourced}
            ></bursar-window-tile>`,
        )}
      </div>
      ${
        gauges.every(({ spenders }) => spenders === null)
          ? html`<p class="small muted">${countedText(view.counted)}</p>`
          : nothing
      }
      ${view.hint === null ? nothing : html`<p class="muted small prose">${view.hint}</p>`}
      <div class="below">
        ${view.routing.length === 0 ? nothing : advice(view.routing)}
        <div class="details">
          <bursar-disclosure
            name=${`spend:${view.configDir}`}
            label=${l10n.t("Who spent it, and the price of a percent")}
          >
            <bursar-window-spend .view=${view} .now=${now}></bursar-window-spend>
          </bursar-disclosure>
          <bursar-disclosure
            name=${`past:${view.configDir}`}
            label=${l10n.t("Past windows")}
            @disclose=${this.#disclosePast}
          >
            <bursar-past-windows .view=${view} .shown=${this.pastShown} .now=${now}></bursar-past-windows>
          </bursar-disclosure>
          ${view.connected ? nothing : connect(view)}
        </div>
      </div>`;
  }

  #disclosePast = (event: Event): void => {
    this.pastShown = event.currentTarget instanceof Disclosure && event.currentTarget.open;
  };
}

/** Source and age, where they hold for the whole account. */
export function sourceOf({ connected, state }: WindowsView, now: number): unknown {
  if (state.kind === "unknown") {
    return html`<span class="muted small">${connected ? l10n.t("unknown") : l10n.t("not connected")}</span>`;
  }
  const gauge = commonSource(state.gauges);
  return gauge === null ? nothing : told(gauge, now);
}

/** Any of the gauges, if all were read at once from one source. */
function commonSource([first, ...others]: WindowGauge[]): WindowGauge | null {
  if (first === undefined) return null;
  const same = others.every(
    ({ toldBy, source, readAt, stale }) =>
      toldBy === first.toldBy && source === first.source && readAt === first.readAt && stale === first.stale,
  );
  return same ? first : null;
}

function unknown(view: WindowsView, { reason, remedy }: { reason: string; remedy: string }): unknown {
  const { last5Hours, last7Days } = view.counted;
  return html`<div class="unknown">
    <div class="prose">
      <p>${reason} <span class="muted">${remedy}</span></p>
      ${view.connected ? nothing : connect(view)}
    </div>
    <div>
      <div class="counted">
        ${counted(l10n.t("Last 5 hours"), last5Hours)} ${counted(l10n.t("Last 7 days"), last7Days)}
      </div>
      <p class="muted small prose">
        ${l10n.t("Counted on this machine. What share of a limit that is, only Claude Code can tell: use elsewhere counts too.")}
      </p>
    </div>
  </div>`;
}

function counted(label: string, cost: Cost): unknown {
  return html`<div>
    <h3 class="small muted">${label}</h3>
    <p title=${costNote(cost) || nothing}>
      <span class="figure number">${formatCost(cost)}</span>
      <span class="small muted number">${requests(cost.requests)}</span>
    </p>
  </div>`;
}

/** Live figures are a click away. */
function connect({ configDir, state }: WindowsView): unknown {
  return html`<div class="connect">
    <vscode-button
      ?secondary=${state.kind === "known"}
      title=${state.kind === "known" ? l10n.t("Claude Code can tell them with every answer.") : nothing}
      @click=${() => post({ type: "connect", configDir })}
      >${l10n.t("Connect Live Limits")}</vscode-button
    >
  </div>`;
}

/** Each in a sentence or two; its figures on demand. */
function advice(routing: RoutingAdvice[]): unknown {
  return html`<ul class="advice">
    ${routing.map(
      ({ text, why }) =>
        html`<li class="info">
          <vscode-icon name="lightbulb"></vscode-icon>
          <details>
            <summary>${text}</summary>
            <p class="muted small">${why}</p>
          </details>
        </li>`,
    )}
  </ul>`;
}

customElements.define("bursar-account-limits", AccountLimits);
