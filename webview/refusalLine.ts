import * as l10n from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import { levelIcon } from "./levelIcon.ts";
import { shared } from "./shared.styles.ts";

/** Why a question has no answer. Fires `again` when the reader wants it asked once more. */
export class RefusalLine extends LitElement {
  static override properties = { message: { type: String } };
  declare message: string;

  static override styles = [
    shared,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-small);
      }
    `,
  ];

  override render(): unknown {
    return html`<div role="alert">
      <p>${levelIcon("error")} ${this.message}</p>
      <vscode-button secondary @click=${() => this.dispatchEvent(new Event("again"))}
        >${l10n.t("Try Again")}</vscode-button
      >
    </div>`;
  }
}

customElements.define("bursar-refusal-line", RefusalLine);
