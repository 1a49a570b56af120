import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import { requests } from "../../src/shared/costNote.ts";
import type { ModelSpend, PriceSource, Snapshot } from "../../src/shared/snapshot.ts";
import { levelIcon } from "../levelIcon.ts";
import { card, shared } from "../shared.styles.ts";
import { post } from "../vscodeApi.ts";
import { facts } from "./facts.styles.ts";

/** Where the price of each model of the last 30 days comes from, and which have none. */
export class PriceSources extends LitElement {
  static override properties = { models: { attribute: false }, unpriced: { attribute: false } };
  declare models: ModelSpend[];
  declare unpriced: Snapshot["unpriced"];

  static override styles = [
    shared,
    card,
    facts,
    css`
      .actions {
        margin-block-start: var(--gap);
      }
    `,
  ];

  override render(): unknown {
    const priced = this.models.filter(({ model, priceSource }) => model !== "" && priceSource !== null);
    return html`<section aria-labelledby="title">
      <div class="heading">
        <h2 id="title">${l10n.t("Prices")}</h2>
        <span class="muted small">${l10n.t("models of the last 30 days")}</span>
      </div>
      ${priced.length + this.unpriced.length === 0 ? html`<p class="muted">${l10n.t("No model was used.")}</p>` : nothing}
      <dl>
        ${priced.map(
          ({ name, model, priceSource }) =>
            html`<dt class="muted" title=${model}>${name}</dt>
              <dd>${priceSource === null ? nothing : sourceName(priceSource)}</dd>`,
        )}
        ${this.unpriced.map(
          ({ model, requests: count }) =>
            html`<dt class="muted">${model}</dt>
              <dd>${levelIcon("warning")} ${l10n.t("no price known: {0} in no sum", requests(count))}</dd>`,
        )}
      </dl>
      <div class="actions">
        <vscode-button secondary @click=${() => post({ type: "openSettings", setting: "bursar.prices" })}
          >${l10n.t("Set a Price")}</vscode-button
        >
      </div>
    </section>`;
  }
}

function sourceName(source: PriceSource): string {
  switch (source) {
    case "table":
      return l10n.t("list price");
    case "setting":
      return l10n.t("from your settings");
    case "derived":
      return l10n.t("worked out from Claude Code’s own totals");
  }
}

customElements.define("bursar-price-sources", PriceSources);
