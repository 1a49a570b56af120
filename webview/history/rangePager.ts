import * as l10n from "@vscode/l10n";
import { html, LitElement } from "lit";
import type { HistoryPage, HistoryQuery } from "../../src/shared/historyPages.ts";
import { shared } from "../shared.styles.ts";
import { turnButton, turnStyles } from "../turnButton.ts";
import { rangeName } from "./dayText.ts";

/** Which stretch of time is shown, between buttons to the earlier and the later one. Fires `turn` with -1 or 1. */
export class RangePager extends LitElement {
  static override properties = { page: { attribute: false }, query: { attribute: false } };
  declare page: HistoryPage;
  /** To which `page` is the answer. */
  declare query: HistoryQuery;

  static override styles = [shared, turnStyles];

  override render(): unknown {
    const { periods, more } = this.page;
    const [first, last] = [periods[0], periods.at(-1)];
    const range = first === undefined || last === undefined ? "" : rangeName(first.key, last.key, this.query.unit);
    return html`<nav aria-label=${l10n.t("Stretch of time")}>
      ${turnButton("left", l10n.t("Earlier"), more ? () => this.#turn(-1) : null)}
      <span class="small number" aria-live="polite">${range}</span>
      ${turnButton("right", l10n.t("Later"), this.query.back > 0 ? () => this.#turn(1) : null)}
    </nav>`;
  }

  #turn(by: -1 | 1): void {
    this.dispatchEvent(new CustomEvent("turn", { detail: by }));
  }
}

customElements.define("bursar-range-pager", RangePager);
