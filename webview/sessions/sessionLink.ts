import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { SessionView } from "../../src/shared/snapshot.ts";
import { openSession } from "../tabs/openSession.ts";

/** A session's name, which opens it in its tab. Wants the styles `link`. */
export function sessionLink({ sessionId, project, title, cwd }: SessionView): TemplateResult {
  const hint = cwd === null ? l10n.t("Show this session") : l10n.t("Show this session ({0})", cwd);
  return html`<button
    class="link"
    title=${hint}
    @click=${({ currentTarget }: Event) => {
      if (currentTarget !== null) openSession(currentTarget, sessionId);
    }}
  >
    <strong>${project}</strong> ${title ?? ""}
  </button>`;
}
