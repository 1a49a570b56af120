import * as l10n from "@vscode/l10n";
import type { SuggestionKind } from "../../src/shared/snapshot.ts";

/** A kind of suggestion, as people say it. */
export function kindName(kind: SuggestionKind): string {
  switch (kind) {
    case "compact":
      return l10n.t("Compact now");
    case "leavingDesk":
      return l10n.t("Compact before a pause");
    case "taskFinished":
      return l10n.t("Clear after a task");
    case "coldResume":
      return l10n.t("Take up a cold session");
    case "topicChanged":
      return l10n.t("Start afresh on a new topic");
    case "switchModel":
      return l10n.t("A smaller model");
    case "opusplan":
      return l10n.t("Opus for planning alone");
    case "strongerModel":
      return l10n.t("A stronger model");
    case "subagentModel":
      return l10n.t("A smaller model for subagents");
    case "effort":
      return l10n.t("Less effort");
    case "alwaysOn":
      return l10n.t("A smaller start");
    case "largeResult":
      return l10n.t("Smaller tool results");
    case "autoCompact":
      return l10n.t("Auto-compact threshold");
    case "fleet":
      return l10n.t("Many sessions at once");
  }
}
