import * as l10n from "@vscode/l10n";

/** What a window is called in the reader's language, by its name in Claude Code's words; "7-day Opus". */
export function windowLabel(label: string): string {
  const [, period, scope] = /^(5-hour|7-day)(?: (.+))?$/.exec(label) ?? [];
  switch (period ?? label) {
    case "5-hour":
      return scope === undefined ? l10n.t("5-hour") : l10n.t("5-hour {0}", scope);
    case "7-day":
      return scope === undefined ? l10n.t("7-day") : l10n.t("7-day {0}", scope);
    case "Spend limit":
      return l10n.t("Spend limit");
    case "Usage limit":
      return l10n.t("Usage limit");
    default:
      return label;
  }
}
