import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import type { SessionView } from "../../src/shared/snapshot.ts";
import { post } from "../vscodeApi.ts";
import { sessionName } from "./sessionText.ts";

/** Keeps a session in the status bar, or lets it go again. */
export function pinButton(session: SessionView, pinned: boolean): TemplateResult {
  const name = sessionName(session);
  return html`<vscode-toolbar-button
    data-control
    icon=${pinned ? "pinned" : "pin"}
    title=${pinned ? l10n.t("Unpin from the status bar") : l10n.t("Pin to the status bar")}
    label=${pinned ? l10n.t("Unpin from the status bar: {0}", name) : l10n.t("Pin to the status bar: {0}", name)}
    @click=${() => post({ type: "pin", sessionId: pinned ? null : session.sessionId })}
  ></vscode-toolbar-button>`;
}
