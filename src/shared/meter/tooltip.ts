/** The status bar's hover: Markdown whose only links are commands of Bursar. */
import * as l10n from "@vscode/l10n";
import { formatCount } from "../format.ts";
import { escapeMarkdown } from "../markdown.ts";
import { savingText } from "../savingText.ts";
import type { Notice, Snapshot, Suggestion } from "../snapshot.ts";
import { commandLink } from "./commandLink.ts";
import { sessionHeading, sessionRows, spendRows } from "./sessionTooltip.ts";
import { windowSections } from "./windowTooltip.ts";

/** @param configDir the account that the user picked for this VS Code window */
export function tooltip(
  snapshot: Snapshot | null,
  engineDown: string | null,
  configDir: string | null,
  now: number,
): string {
  return [
    ...(engineDown === null ? [] : [downWords(engineDown, snapshot !== null)]),
    ...(snapshot ? figures(snapshot, configDir, now) : []),
    ...(snapshot || engineDown !== null ? [] : [l10n.t("Reading Claude Code's sessions…")]),
    links(snapshot),
  ].join("\n\n");
}

function downWords(engineDown: string, hasFigures: boolean): string {
  return [
    `**${escapeMarkdown(engineDown)}**`,
    ...(hasFigures ? [l10n.t("The figures are the last known ones.")] : []),
    `${commandLink(l10n.t("Restart"), "bursar.restartEngine")} · ${commandLink(l10n.t("Show log"), "bursar.showLog")}`,
  ].join(" ");
}

function figures(snapshot: Snapshot, configDir: string | null, now: number): string[] {
  const session = snapshot.atHand?.session;
  const rows = [...(session ? sessionRows(session, now) : []), ...spendRows(snapshot)];
  const [suggestion] = snapshot.suggestions;
  return [
    ...(session ? [sessionHeading(session, now), ...unfinished(snapshot)] : [nothingFound(snapshot)]),
    ...(rows.length > 0 ? [table(rows)] : []),
    ...windowSections(snapshot, configDir, now),
    ...(suggestion ? [suggestionLink(suggestion)] : []),
    ...snapshot.notices.filter(({ level }) => level !== "info").map(noticeWords),
  ];
}

const table = (rows: readonly [string, string][]): string =>
  ["| | |", "|:---|---:|", ...rows.map(([label, value]) => `| ${label} | ${value} |`)].join("\n");

const noticeWords = ({ message, remedy }: Notice): string => `${escapeMarkdown(message)} ${escapeMarkdown(remedy)}`;

function unfinished(snapshot: Snapshot): string[] {
  const reading = indexing(snapshot);
  return reading === null ? [] : [`${reading} ${l10n.t("The figures are not complete yet.")}`];
}

/** Null when nothing is being read. */
function indexing({ index }: Snapshot): string | null {
  if (index.kind !== "indexing") return null;
  return l10n.t("Indexing transcripts: {0} of {1} files.", formatCount(index.filesDone), formatCount(index.files));
}

function nothingFound(snapshot: Snapshot): string {
  const reading = indexing(snapshot);
  if (reading !== null) return reading;
  const dirs = snapshot.configDirs.map((dir) => escapeMarkdown(dir.path)).join(", ");
  return dirs === "" ? l10n.t("No Claude Code session found.") : l10n.t("No Claude Code session found in {0}.", dirs);
}

/** The first: what the others say is in the dashboard. */
function suggestionLink({ id, title, saving }: Suggestion): string {
  const link = commandLink(title, "bursar.act", id);
  const expected = savingText(saving);
  return expected === null ? link : `${link}: ${escapeMarkdown(expected)}`;
}

function links(snapshot: Snapshot | null): string {
  return [
    commandLink(l10n.t("Open dashboard"), "bursar.openDashboard"),
    ...(snapshot && snapshot.recent.length > 0 ? [commandLink(l10n.t("Pin a session"), "bursar.pinSession")] : []),
    ...(snapshot?.atHand?.why === "pinned" ? [commandLink(l10n.t("Unpin"), "bursar.unpinSession")] : []),
    ...(snapshot && snapshot.windows.length > 1 ? [commandLink(l10n.t("Pick an account"), "bursar.pickAccount")] : []),
  ].join(" · ");
}
