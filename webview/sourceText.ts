import * as l10n from "@vscode/l10n";
import { formatAge } from "../src/shared/format.ts";
import type { ArithmeticLine, Source } from "../src/shared/snapshot.ts";

/** Where a figure comes from, in a word or two. */
export function sourceWord(source: ArithmeticLine["source"]): string {
  switch (source) {
    case "live":
      return l10n.t("live");
    case "cached":
      return l10n.t("cached");
    case "measured":
      return l10n.t("measured");
    case "estimated":
      return l10n.t("estimated");
    case "price list":
      return l10n.t("price list");
    case "your prices":
      return l10n.t("your prices");
    case "default":
      return l10n.t("default");
  }
}

/** Where a figure comes from and how old it is: "cached, 12 min ago". */
export function sourceText(source: Source, asOf: number, now: number): string {
  return l10n.t("{source}, {age} ago", { source: sourceWord(source), age: formatAge(now - asOf) });
}
