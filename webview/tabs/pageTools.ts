import * as l10n from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import { shared } from "../shared.styles.ts";

/** What can be done with the page that is shown. Fires `copy-page` and `export-page`. */
export class PageTools extends LitElement {
  static override properties = { copied: { state: true } };
  /** From the click until the reader turns to something else. */
  declare copied: boolean;

  static override styles = [
    shared,
    css`
      div {
        display: flex;
        gap: var(--gap-tight);
      }
    `,
  ];

  constructor() {
    super();
    this.copied = false;
  }

  override render(): unknown {
    return html`<div
      role="group"
      aria-label=${l10n.t("This page")}
      @pointerleave=${this.#forget}
      @focusout=${this.#forget}
    >
      <vscode-toolbar-button
        icon=${this.copied ? "check" : "copy"}
        title=${this.copied ? l10n.t("Copied") : l10n.t("Copy this page as text")}
        label=${l10n.t("Copy this page as text")}
        @click=${this.#copy}
      ></vscode-toolbar-button>
      <vscode-toolbar-button
        icon="export"
        title=${l10n.t("Export this page as an HTML file…")}
        label=${l10n.t("Export this page as an HTML file…")}
        @click=${() => this.dispatchEvent(new Event("export-page"))}
      ></vscode-toolbar-button>
    </div>`;
  }

  #copy = (): void => {
    this.copied = true;
    this.dispatchEvent(new Event("copy-page"));
  };

  #forget = (): void => {
    this.copied = false;
  };
}

customElements.define("bursar-page-tools", PageTools);
