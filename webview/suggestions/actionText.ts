import * as l10n from "@vscode/l10n";
import type { SessionState, Suggestion } from "../../src/shared/snapshot.ts";

export interface ActionText {
  /** On the button. */
  label: string;
  icon: "terminal" | "comment" | "copy";
  /** What a click does and exactly what it puts somewhere, in a sentence or two; code stands between backticks. */
  click: string;
}

/**
 * A suggestion's button; null where there is nothing to click. Bursar types into terminals and into the panel of Claude
 * Code's extension; for a session elsewhere, or in none, it copies.
 * @param state of the suggestion's session.
 */
export function actionText({ action, click }: Suggestion, state: SessionState | null): ActionText | null {
  switch (action.kind) {
    case "none":
      return null;
    case "copyText":
      return {
        label: l10n.t("Copy"),
        icon: "copy",
        click: l10n.t("{click} It goes to {place}.", { click, place: action.goesTo }),
      };
    case "insertCommand": {
      const host = state?.kind === "live" ? state.host : "other";
      return host === "other"
        ? {
            label: l10n.t("Copy"),
            icon: "copy",
            click: l10n.t(
              "Copies `{0}` for you to paste: the session is in no terminal or panel that Bursar can reach.",
              action.command,
            ),
          }
        : {
            label: host === "terminal" ? l10n.t("Insert into its terminal") : l10n.t("Insert into its panel"),
            icon: host === "terminal" ? "terminal" : "comment",
            click,
          };
    }
  }
}
