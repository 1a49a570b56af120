/** The rate-limit windows of a config directory, from its status lines and from what Claude Code last noted of them. */
import * as l10n from "@vscode/l10n";
import type { Snapshot, WindowGauge, WindowsView } from "../../shared/snapshot.ts";
import type { SignedIn } from "../ledger/accountTable.ts";
import type { NewestReading } from "../ledger/readingTable.ts";
import type { UsageCache } from "../sources/usageCache.ts";
import type { DatedReading } from "./datedReadings.ts";
import { windowLabel } from "./windowLabel.ts";
import { FIVE_HOURS_MS, windowLength } from "./windowKinds.ts";
import { isOfAnother, toldLimits } from "./toldLimits.ts";

/** A gauge as it was told, without what is worked out from it. */
export type ToldWindow = Omit<WindowGauge, "pace" | "binds" | "trend" | "outlook" | "price" | "spenders">;

/** The windows of a config directory as they were told. */
export type ToldWindows = Pick<WindowsView, "configDir" | "connected" | "hint"> & {
  state: { kind: "known"; gauges: ToldWindow[] } | Extract<WindowsView["state"], { kind: "unknown" }>;
};

/** Claude Code itself takes its note for stale after this long. */
const STALE_MS = 60 * 60_000;

export interface WindowsInputs {
  configDir: string;
  /** Null when the user turned reading it off. */
  cache: UsageCache | null;
  connected: boolean;
  readings: readonly DatedReading[];
  /** Who is signed in: what was told to another account is not shown. */
  signedIn: SignedIn;
  /** What the store holds: the newest reading of each window of this account. */
  stored: readonly NewestReading[];
  /** Sessions are live, and all of them in Claude Code's own panel. */
  panelOnly: boolean;
  now: number;
}

/** For each window the newest reading of all. One that has reset since says nothing any more. */
export function windowsView(inputs: WindowsInputs): ToldWindows {
  const { configDir, connected } = inputs;
  const gauges = newestOfEach(gaugesOf(inputs));
  const open = gauges.filter((gauge) => isOpen(gauge, inputs.now));
  if (open.length === 0) return { configDir, connected, hint: null, state: unknown(inputs, gauges.length > 0) };
  return { configDir, connected, hint: hint(inputs, open), state: { kind: "known", gauges: open } };
}

/** A limit that was hit and of which nobody knows when it is lifted says nothing once its window must have ended. */
function isOpen({ key, resetsAt, toldBy, readAt }: ToldWindow, now: number): boolean {
  if (resetsAt !== null) return resetsAt > now;
  return toldBy !== "limit message" || now - readAt < (windowLength(key) ?? FIVE_HOURS_MS);
}

/** Live ones first: of two readings of one moment theirs counts. */
function gaugesOf(inputs: WindowsInputs): ToldWindow[] {
  const { stored, now } = inputs;
  const told = toldLimits(inputs).map((limit) =>
    gaugeOf(limit, limit.toldBy === "status line" ? "live" : "cached", now),
  );
  return [...told, ...stored.map((reading) => gaugeOf(reading, "cached", now))];
}

function gaugeOf(
  { key, label, usedPercent, resetsAt, at, toldBy }: NewestReading,
  source: "live" | "cached",
  now: number,
): ToldWindow {
  const length = windowLength(key);
  return {
    key,
    label: windowLabel(label),
    usedPercent,
    leftPercent: Math.max(0, 100 - usedPercent),
    startedAt: resetsAt === null || length === null ? null : resetsAt - length,
    resetsAt,
    source,
    toldBy,
    readAt: at,
    stale: now - at > STALE_MS,
  };
}

function newestOfEach(gauges: readonly ToldWindow[]): ToldWindow[] {
  const newest = new Map<string, ToldWindow>();
  for (const gauge of gauges) {
    const known = newest.get(gauge.key);
    if (!known || gauge.readAt > known.readAt) newest.set(gauge.key, gauge);
  }
  return [...newest.values()];
}

/** What keeps the gauges from being live, where that is not for lack of a connection. */
function hint({ connected, panelOnly }: WindowsInputs, gauges: readonly ToldWindow[]): string | null {
  const live = gauges.some(({ source, stale }) => source === "live" && !stale);
  return connected && panelOnly && !live
    ? l10n.t(
        "Sessions in Claude Code's own panel render no status line: these figures are the last that Claude Code told otherwise. " +
          "For newer ones run /usage in Claude Code, which fetches the limits and notes them where Bursar reads them.",
      )
    : null;
}

function unknown(
  { cache, connected, panelOnly, signedIn }: WindowsInputs,
  reset: boolean,
): Extract<WindowsView["state"], { kind: "unknown" }> {
  const state = (reason: string, remedy: string) => ({ kind: "unknown", reason, remedy }) as const;
  if (connected) {
    const reason = reset
      ? l10n.t("Every window has reset since Claude Code last told of it.")
      : l10n.t("Connected; Claude Code has not told any limits so far. With an API key there are none.");
    return panelOnly
      ? state(
          `${reason} ${l10n.t("Sessions in Claude Code's own panel render no status line.")}`,
          l10n.t(
            "Run claude in a terminal, or run /usage in Claude Code, which fetches the limits and notes them where Bursar reads them.",
          ),
        )
      : state(reason, l10n.t("They come with the next answer of Claude Code in a terminal."));
  }
  if (!cache) {
    return state(
      l10n.t("Live limits are not connected, and reading Claude Code's usage note is turned off."),
      l10n.t("Connect them, or turn on the setting bursar.readUsageCache."),
    );
  }
  if (cache.kind === "unreadable") {
    return state(
      l10n.t("Live limits are not connected, and Claude Code's note of the limits cannot be read ({0}).", cache.reason),
      l10n.t("Connect them, or check the permissions of .claude.json."),
    );
  }
  return state(
    reset
      ? l10n.t("Live limits are not connected, and every window has reset since Claude Code last noted it.")
      : isOfAnother(cache, signedIn)
        ? l10n.t(
            "Live limits are not connected, and Claude Code's note of the limits is of another account than the one signed in.",
          )
        : l10n.t(
            "Live limits are not connected, and Claude Code has not noted any limits here. With an API key there are none.",
          ),
    l10n.t(
      "Connect them, or run /usage in Claude Code, which fetches the limits and notes them where Bursar reads them.",
    ),
  );
}

/** The gauge that stops the user first: of those that bind the fullest; where none is known to bind, the fullest of all. */
export function tightestWindow(views: readonly WindowsView[]): Snapshot["tightestWindow"] {
  const gauges = views.flatMap(({ configDir, state }) =>
    state.kind === "known" ? state.gauges.map((gauge) => ({ ...gauge, configDir })) : [],
  );
  return gauges.toSorted((a, b) => Number(b.binds) - Number(a.binds) || b.usedPercent - a.usedPercent)[0] ?? null;
}
