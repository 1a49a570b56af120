import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import "../cost/costs.ts";
import { Disclosure } from "../disclosure.ts";
import { shared } from "../shared.styles.ts";

/** Cost by model, on demand; there only while it is open. */
export class CostDetails extends LitElement {
  static override properties = { snapshot: { attribute: false }, open: { type: Boolean, reflect: true } };
  declare snapshot: Snapshot;
  /** As the reader left it. */
  declare open: boolean;

  static override styles = [
    shared,
    css`
      bursar-costs {
        --section-gap: 0;
        --section-line: transparent;
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
  }

  override render(): unknown {
    const { spend, unpriced } = this.snapshot;
    return html`<bursar-disclosure name="costDetails" label=${l10n.t("By model")} @disclose=${this.#disclose}>
      ${this.open ? html`<bursar-costs .spend=${spend} .unpriced=${unpriced}></bursar-costs>` : nothing}
    </bursar-disclosure>`;
  }

  #disclose = (event: Event): void => {
    this.open = event.currentTarget instanceof Disclosure && event.currentTarget.open;
  };
}

customElements.define("bursar-cost-details", CostDetails);
