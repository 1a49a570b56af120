import * as l10n from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import type { HistoryPage, HistoryQuery } from "../../src/shared/historyPages.ts";
import { shared } from "../shared.styles.ts";
import { rangeName } from "./dayText.ts";

/** Which stretch of time is shown, between buttons to the earlier and the later one. Fires `turn` with -1 or 1. */
export class RangePager extends LitElement {
  static override properties = { page: { attribute: false }, query: { attribute: false } };
  declare page: HistoryPage;
  /** To which `page` is the answer. */
  declare query: HistoryQuery;

  static override styles = [
    shared,
    css`
      nav {
        display: flex;
        align-items: center;
        gap: var(--gap-tight);
      }
      button {
        display: flex;
        padding: var(--gap-hair);
        border: 0;
        border-radius: var(--radius-small);
        color: inherit;
        background: none;
        font: inherit;
        cursor: pointer;
      }
      button:hover:not([aria-disabled="true"]) {
        background: var(--hover);
        outline: var(--hairline) dashed var(--hover-line);
      }
      button[aria-disabled="true"] {
        cursor: default;
        opacity: var(--faded);
      }
    `,
  ];

  override render(): unknown {
    const { periods, more } = this.page;
    const [first, last] = [periods[0], periods.at(-1)];
    const range = first === undefined || last === undefined ? "" : rangeName(first.key, last.key, this.query.unit);
    return html`<nav aria-label=${l10n.t("Stretch of time")}>
      ${this.#button("chevron-left", l10n.t("Earlier"), -1, more)}
      <span class="small number" aria-live="polite">${range}</span>
      ${this.#button("chevron-right", l10n.t("Later"), 1, this.query.back > 0)}
    </nav>`;
  }

  /** Never `disabled`: who pressed it by key up to the end would lose the focus. */
  #button(icon: string, label: string, by: -1 | 1, possible: boolean): unknown {
    return html`<button
      aria-label=${label}
      title=${label}
      aria-disabled=${possible ? "false" : "true"}
      @click=${() => possible && this.dispatchEvent(new CustomEvent("turn", { detail: by }))}
    >
      <vscode-icon name=${icon}></vscode-icon>
    </button>`;
  }
}

customElements.define("bursar-range-pager", RangePager);
