import * as l10n from "@vscode/l10n";
import { html, LitElement } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import type { ConfigDirView } from "../../src/shared/snapshot.ts";
import { shared } from "../shared.styles.ts";
import { dirList } from "../sources/dirList.ts";
import { post } from "../vscodeApi.ts";
import { statePage } from "./statePage.styles.ts";

/** No Claude Code: where it was looked for, and what to do. */
export class NotFound extends LitElement {
  static override properties = { configDirs: { attribute: false } };
  declare configDirs: ConfigDirView[];

  static override styles = [shared, statePage];

  override render(): unknown {
    return html`<section aria-labelledby="title">
      <h2 class="title" id="title">${l10n.t("No Claude Code found")}</h2>
      <p>
        ${l10n.t("Bursar reads the files that Claude Code writes on this machine. If you have not used Claude Code here yet, start claude in a terminal once. If its files lie elsewhere, name their directory in a setting.")}
      </p>
      <h3>${l10n.t("Looked in")}</h3>
      ${dirList(this.configDirs)}
      <div class="actions">
        <vscode-button @click=${() => post({ type: "openSettings", setting: "bursar.configDirs" })}
          >${l10n.t("Name a Directory")}</vscode-button
        >
        <vscode-button secondary @click=${() => post({ type: "showLog" })}>${l10n.t("Show Log")}</vscode-button>
      </div>
    </section>`;
  }
}

customElements.define("bursar-not-found", NotFound);
