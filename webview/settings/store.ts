import * as l10n from "@vscode/l10n";
import { html, LitElement } from "lit";
import { Asked } from "../asked.ts";
import { levelIcon } from "../levelIcon.ts";
import { card, shared } from "../shared.styles.ts";
import { facts } from "./facts.styles.ts";
import { storeRows } from "./storeText.ts";

/** Bursar's own store: asked for when it is first shown. */
export class Store extends LitElement {
  static override properties = { now: { attribute: false } };
  declare now: number;

  #store = new Asked(this, "storeView");

  static override styles = [shared, card, facts];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#store.ask(null);
  }

  override render(): unknown {
    return html`<section aria-labelledby="title">
      <h2 id="title" class="heading">${l10n.t("Bursar’s store")}</h2>
      ${this.#answer()}
    </section>`;
  }

  #answer(): unknown {
    const { answer } = this.#store;
    switch (answer.kind) {
      case "waiting":
        return html`<p class="muted">${l10n.t("Looking…")}</p>`;
      case "refused":
        return html`<p role="alert">${levelIcon("error")} ${answer.message}</p>`;
      case "answered":
        return html`<dl>
          ${storeRows(answer.value, this.now).map(
            ({ name, value }) =>
              html`<dt class="muted">${name}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>`;
    }
  }
}

customElements.define("bursar-store", Store);
