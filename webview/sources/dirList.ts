import { html, type TemplateResult } from "lit";
import type { ConfigDirView } from "../../src/shared/snapshot.ts";
import { levelIcon } from "../levelIcon.ts";
import { dirStateText, originText } from "./sourcesText.ts";

/** The config directories, how reading each goes and where it was named. */
export function dirList(dirs: ConfigDirView[]): TemplateResult {
  return html`<ul>
    ${dirs.map(
      ({ path, origin, state }) =>
        html`<li>
          <p><code>${path}</code></p>
          <p class="small">
            ${levelIcon(state.kind === "unreadable" ? "error" : "normal")}
            <span class="number">${dirStateText(state)}</span> <span class="muted">(${originText(origin)})</span>
          </p>
        </li>`,
    )}
  </ul>`;
}
