import { html, type TemplateResult } from "lit";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import type { SessionState } from "../../src/shared/snapshot.ts";
import { statusText } from "./sessionText.ts";

/** What a session is doing, as sign and word. */
export function status(state: SessionState, now: number): TemplateResult {
  const { icon, text, urgent } = statusText(state, now);
  return html`<span class=${urgent ? "status warning" : "status"}
    ><vscode-icon name=${icon}></vscode-icon> ${text}</span
  >`;
}
