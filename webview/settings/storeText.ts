/** Bursar's own store in rows of a name and a value. */
import * as l10n from "@vscode/l10n";
import { formatAge, formatCount, formatDate } from "../../src/shared/format.ts";
import type { StoreView } from "../../src/shared/historyPages.ts";
import { formatBytes } from "../sources/sourcesText.ts";

export function storeRows(
  { path, bytes, requests, sessions, firstRequest, lastBackup }: StoreView,
  now: number,
): { name: string; value: string }[] {
  return [
    {
      name: l10n.t("File"),
      value: path ?? l10n.t("none: in memory only, until the disk can be written again"),
    },
    { name: l10n.t("Size"), value: formatBytes(bytes) },
    { name: l10n.t("Requests"), value: formatCount(requests) },
    { name: l10n.t("Sessions"), value: formatCount(sessions) },
    { name: l10n.t("Since"), value: firstRequest === null ? l10n.t("nothing yet") : formatDate(firstRequest, now) },
    {
      name: l10n.t("Last backup"),
      value: lastBackup === null ? l10n.t("none yet") : l10n.t("{0} ago", formatAge(now - lastBackup)),
    },
  ];
}
