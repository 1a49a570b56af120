import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import type { WindowGauge, WindowsView } from "../../src/shared/snapshot.ts";
import { toldText } from "../limits/limitText.ts";
import { card, shared } from "../shared.styles.ts";
import { post } from "../vscodeApi.ts";
import { facts } from "./facts.styles.ts";

/** Which accounts tell their limits live, and where each reading comes from. */
export class Connections extends LitElement {
  static override properties = { windows: { attribute: false }, now: { attribute: false } };
  declare windows: WindowsView[];
  declare now: number;

  static override styles = [
    shared,
    card,
    facts,
    css`
      .accounts,
      .account {
        display: grid;
        gap: var(--gap-small);
      }
      .accounts {
        gap: var(--gap-wide);
      }
      .state {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--gap-small) var(--gap);
      }
    `,
  ];

  override render(): unknown {
    return html`<section aria-labelledby="title">
      <h2 id="title" class="heading">${l10n.t("Live limits")}</h2>
      ${this.windows.length === 0 ? html`<p class="muted">${l10n.t("No account is known yet.")}</p>` : nothing}
      <div class="accounts">
        ${repeat(
          this.windows,
          ({ configDir }) => configDir,
          (view) => this.#account(view),
        )}
      </div>
    </section>`;
  }

  #account({ configDir, connected, state, hint }: WindowsView): unknown {
    return html`<div class="account">
      <div class="state">
        <code>${configDir}</code>
        ${
          connected
            ? html`<span><vscode-icon name="check"></vscode-icon> ${l10n.t("connected")}</span>`
            : html`<vscode-button secondary @click=${() => post({ type: "connect", configDir })}
                >${l10n.t("Connect Live Limits")}</vscode-button
              >`
        }
      </div>
      ${state.kind === "known" ? this.#readings(state.gauges) : html`<p class="small muted">${state.reason} ${state.remedy}</p>`}
      ${hint === null ? nothing : html`<p class="small muted">${hint}</p>`}
    </div>`;
  }

  #readings(gauges: WindowGauge[]): unknown {
    return html`<dl>
      ${gauges.map(
        (gauge) =>
          html`<dt class="muted">${gauge.label}</dt>
            <dd>
              ${gauge.stale ? html`<span class="warning"><vscode-icon name="warning"></vscode-icon> ${l10n.t("stale:")}</span>` : nothing}
              ${toldText(gauge, this.now)}
            </dd>`,
      )}
    </dl>`;
  }
}

customElements.define("bursar-connections", Connections);
