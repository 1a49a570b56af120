import * as l10n from "@vscode/l10n";
import { html, LitElement } from "lit";
import type { SessionsQuery } from "../../src/shared/historyPages.ts";
import { shared } from "../shared.styles.ts";
import { turnButton, turnStyles } from "../turnButton.ts";
import { rangeText } from "./sessionTableText.ts";
import type { PageRange } from "./sessionsQuery.ts";

/** Turns the pages of what was found. Fires `turn` with the question for the other page. */
export class Pager extends LitElement {
  static override properties = {
    label: { type: String },
    range: { attribute: false },
    found: { attribute: false },
  };
  declare label: string;
  declare range: PageRange;
  declare found: number;

  static override styles = [shared, turnStyles];

  override render(): unknown {
    const { previous, next } = this.range;
    return html`<nav aria-label=${this.label}>
      ${turnButton("left", l10n.t("Previous page"), this.#turn(previous))}
      <span class="small number">${rangeText(this.range, this.found)}</span>
      ${turnButton("right", l10n.t("Next page"), this.#turn(next))}
    </nav>`;
  }

  #turn(query: SessionsQuery | null): (() => void) | null {
    return query === null ? null : () => this.dispatchEvent(new CustomEvent("turn", { detail: query }));
  }
}

customElements.define("bursar-pager", Pager);
