import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import { post } from "../vscodeApi.ts";

/** Opens one setting in VS Code's own editor. `label`: what it is about, for who does not see the row. */
export function settingButton(label: string, setting: string): TemplateResult {
  return html`<vscode-toolbar-button
    data-control
    icon="settings-gear"
    title=${setting}
    label=${l10n.t("Change: {0}", label)}
    @click=${() => post({ type: "openSettings", setting })}
  ></vscode-toolbar-button>`;
}
