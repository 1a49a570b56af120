import * as l10n from "@vscode/l10n";
import type { SessionState, Suggestion } from "../../src/shared/snapshot.ts";

export interface ActionText {
  /** On the button. */
  label: string;
  icon: "terminal" | "comment" | "copy";
  /** Exactly what is put somewhere. */
  preview: string;
  /** What a click does, in a sentence or two below the preview. */
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
        preview: action.text,
        click: l10n.t("{click} It goes to {place}.", {
          click: besidePreview(click, action.text),
          place: action.goesTo,
        }),
      };
    case "insertCommand": {
      const preview = action.command;
      const host = state?.kind === "live" ? state.host : "other";
      return host === "other"
        ? {
            label: l10n.t("Copy"),
            icon: "copy",
            preview,
            click: l10n.t("Copies it for you to paste: the session is in no terminal or panel that Bursar can reach."),
          }
        : {
            label: host === "terminal" ? l10n.t("Insert into its terminal") : l10n.t("Insert into its panel"),
            icon: host === "terminal" ? "terminal" : "comment",
            preview,
            click: besidePreview(click, preview),
          };
    }
  }
}

/** The text stands in full above the sentence: there it need not be said again. */
const besidePreview = (click: string, preview: string): string => click.replace(`\`${preview}\``, () => l10n.t("it"));
