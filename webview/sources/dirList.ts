import { html, type TemplateResult } from "lit";
import type { ConfigDirView } from "../../src/shared/snapshot.ts";
import { dirStateText, ORIGIN_TEXT } from "./sourcesText.ts";

/** The config directories, where each was named and how reading it goes. */
export function dirList(dirs: ConfigDirView[]): TemplateResult {
  return html`<ul class="small">
    ${dirs.map(
      ({ path, origin, state }) =>
        html`<li>
          <code>${path}</code> <span class=${state.kind === "unreadable" ? "" : "muted"}>${dirStateText(state)}</span>
          <span class="muted">(${ORIGIN_TEXT[origin]})</span>
        </li>`,
    )}
  </ul>`;
}
