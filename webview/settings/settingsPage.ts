import * as l10n from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import { formatAge } from "../../src/shared/format.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import type { SettingsView } from "../../src/shared/webviewProtocol.ts";
import { card, shared } from "../shared.styles.ts";
import { dirList } from "../sources/dirList.ts";
import { post } from "../vscodeApi.ts";
import "./connections.ts";
import "./priceSources.ts";
import { settingButton } from "./settingButton.ts";
import { settingRows } from "./settingRows.ts";
import "./store.ts";

/** The tab "Settings & sources": what is read, how old it is, what is connected, what is kept, what is set. */
export class SettingsPage extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    settings: { attribute: false },
    now: { attribute: false },
  };
  declare snapshot: Snapshot;
  declare settings: SettingsView;
  declare now: number;

  static override styles = [
    shared,
    card,
    css`
      .page {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--column-half)), 1fr));
        align-items: start;
        gap: var(--gap-section);
      }
      .page > * {
        min-inline-size: 0;
      }
      .column {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap-wide);
      }
      /* The tabs' line is above them already. */
      .column > :first-child {
        --section-gap: 0;
        --section-line: transparent;
      }
      .read ul,
      .facts ul {
        display: grid;
        gap: var(--gap-small);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-small);
        margin-block-start: var(--gap);
      }
      table {
        table-layout: fixed;
      }
      th,
      td {
        text-align: start;
        vertical-align: middle;
        overflow-wrap: anywhere;
      }
      th:last-child,
      td:last-child {
        inline-size: var(--column-button);
        text-align: end;
      }
    `,
  ];

  override render(): unknown {
    const { snapshot, now } = this;
    return html`<div class="page">
      <div class="column">
        ${this.#read()}
        <bursar-connections .windows=${snapshot.windows} .now=${now}></bursar-connections>
        <bursar-store .now=${now}></bursar-store>
        ${facts()}
      </div>
      <div class="column">
        ${this.#settings()}
        <bursar-price-sources
          .models=${snapshot.spend.last30Days.byModel}
          .unpriced=${snapshot.unpriced}
        ></bursar-price-sources>
      </div>
    </div>`;
  }

  #read(): unknown {
    const { configDirs, takenAt } = this.snapshot;
    return html`<section class="read" aria-labelledby="read">
      <div class="heading">
        <h2 id="read">${l10n.t("What is read")}</h2>
        <span class="muted small number">${l10n.t("as of {0} ago", formatAge(this.now - takenAt))}</span>
      </div>
      ${dirList(configDirs)}
      <div class="actions">
        <vscode-button secondary @click=${() => post({ type: "openSettings", setting: "bursar.configDirs" })}
          >${l10n.t("Name a Directory")}</vscode-button
        >
      </div>
    </section>`;
  }

  #settings(): unknown {
    return html`<section aria-labelledby="settings">
      <h2 id="settings" class="heading">${l10n.t("Settings")}</h2>
      <table>
        <tbody>
          ${settingRows(this.settings).map(
            ({ label, value, setting }) =>
              html`<tr>
                <th scope="row" class="muted">${label}</th>
                <td>${value}</td>
                <td>${settingButton(label, setting)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <div class="actions">
        <vscode-button secondary @click=${() => post({ type: "openSettings", setting: null })}
          >${l10n.t("All Settings")}</vscode-button
        >
      </div>
    </section>`;
  }
}

function facts(): unknown {
  return html`<section class="facts" aria-labelledby="facts">
    <h2 id="facts" class="heading">${l10n.t("Plain facts")}</h2>
    <ul>
      <li>${l10n.t("Bursar uses no network and no credential, ever.")}</li>
      <li>
        ${l10n.t("It reads Claude Code’s files and never writes to them. The one exception is the status line in settings.json: after your click, with the change shown first, and undone on request.")}
      </li>
      <li>${l10n.t("What it learns stays in its own store on this machine.")}</li>
    </ul>
    <div class="actions">
      <vscode-button secondary @click=${() => post({ type: "showLog" })}>${l10n.t("Show Log")}</vscode-button>
    </div>
  </section>`;
}

customElements.define("bursar-settings-page", SettingsPage);
