import { html, type TemplateResult } from "lit";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import type { SessionView } from "../../src/shared/snapshot.ts";
import { post } from "../vscodeApi.ts";
import { sessionName } from "./sessionText.ts";

/** Keeps a session in the status bar, or lets it go again. */
export function pinButton(session: SessionView, pinned: boolean): TemplateResult {
  const label = pinned ? "Unpin from the status bar" : "Pin to the status bar";
  return html`<vscode-toolbar-button
    icon=${pinned ? "pinned" : "pin"}
    title=${label}
    label=${`${label}: ${sessionName(session)}`}
    @click=${() => post({ type: "pin", sessionId: pinned ? null : session.sessionId })}
  ></vscode-toolbar-button>`;
}
