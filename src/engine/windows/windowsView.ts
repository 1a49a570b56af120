/** The rate-limit windows of a config directory, from its status lines and from what Claude Code last noted of them. */
import type { Snapshot, WindowGauge, WindowsView } from "../../shared/snapshot.ts";
import type { UsageCache, UsageLimit } from "../sources/usageCache.ts";
import type { DatedReading } from "./datedReadings.ts";

/** Claude Code itself takes its note for stale after this long. */
const STALE_MS = 60 * 60_000;

/** The note's names of the windows that a status line tells too. */
const SAME_WINDOW: Readonly<Record<string, string>> = { session: "five_hour", weekly_all: "seven_day" };

const PANEL_SILENT = "Sessions in Claude Code's own panel render no status line";
const RUN_USAGE = "run /usage in Claude Code, which fetches the limits and notes them where Bursar reads them";

export interface WindowsInputs {
  configDir: string;
  /** Null when the user turned reading it off. */
  cache: UsageCache | null;
  connected: boolean;
  readings: readonly DatedReading[];
  /** Sessions are live, and all of them in Claude Code's own panel. */
  panelOnly: boolean;
  now: number;
}

/** For each window the newest reading of all. One that has reset since says nothing any more. */
export function windowsView(inputs: WindowsInputs): WindowsView {
  const { configDir, connected, now } = inputs;
  const gauges = newestOfEach(gaugesOf(inputs));
  const open = gauges.filter(({ resetsAt }) => resetsAt === null || resetsAt > now);
  if (open.length === 0) return { configDir, connected, hint: null, state: unknown(inputs, gauges.length > 0) };
  return { configDir, connected, hint: hint(inputs, open), state: { kind: "known", gauges: open } };
}

/** Live ones first: of two readings of one moment theirs counts. */
function gaugesOf({ cache, readings, now }: WindowsInputs): WindowGauge[] {
  const live = readings.flatMap(({ limits, answeredAt }) =>
    limits.map((limit) => gaugeOf(limit, "live", answeredAt, now)),
  );
  if (cache?.kind !== "read") return live;
  return [...live, ...cache.limits.map((limit) => gaugeOf(limit, "cached", cache.fetchedAt, now))];
}

function gaugeOf(
  { key, label, usedPercent, resetsAt }: UsageLimit,
  source: "live" | "cached",
  readAt: number,
  now: number,
): WindowGauge {
  return {
    key: SAME_WINDOW[key] ?? key,
    label,
    usedPercent,
    leftPercent: Math.max(0, 100 - usedPercent),
    resetsAt,
    source,
    readAt,
    stale: now - readAt > STALE_MS,
  };
}

function newestOfEach(gauges: readonly WindowGauge[]): WindowGauge[] {
  const newest = new Map<string, WindowGauge>();
  for (const gauge of gauges) {
    const known = newest.get(gauge.key);
    if (!known || gauge.readAt > known.readAt) newest.set(gauge.key, gauge);
  }
  return [...newest.values()];
}

/** What keeps the gauges from being live, where that is not for lack of a connection. */
function hint({ connected, panelOnly }: WindowsInputs, gauges: readonly WindowGauge[]): string | null {
  const live = gauges.some(({ source, stale }) => source === "live" && !stale);
  return connected && panelOnly && !live
    ? `${PANEL_SILENT}: these figures are the last that Claude Code told otherwise. For newer ones ${RUN_USAGE}.`
    : null;
}

function unknown(
  { cache, connected, panelOnly }: WindowsInputs,
  reset: boolean,
): Extract<WindowsView["state"], { kind: "unknown" }> {
  const state = (reason: string, remedy: string) => ({ kind: "unknown", reason, remedy }) as const;
  if (connected) {
    const reason = reset
      ? "Every window has reset since Claude Code last told of it."
      : "Connected; Claude Code has not told any limits so far. With an API key there are none.";
    return panelOnly
      ? state(`${reason} ${PANEL_SILENT}.`, `Run claude in a terminal, or ${RUN_USAGE}.`)
      : state(reason, "They come with the next answer of Claude Code in a terminal.");
  }
  const reason = "Live limits are not connected";
  if (!cache) {
    return state(
      `${reason}, and reading Claude Code's usage note is turned off.`,
      "Connect them, or turn on the setting bursar.readUsageCache.",
    );
  }
  if (cache.kind === "unreadable") {
    return state(
      `${reason}, and Claude Code's note of the limits cannot be read (${cache.reason}).`,
      "Connect them, or check the permissions of .claude.json.",
    );
  }
  const noted = reset
    ? "every window has reset since Claude Code last noted it"
    : "Claude Code has not noted any limits here. With an API key there are none";
  return state(`${reason}, and ${noted}.`, `Connect them, or ${RUN_USAGE}.`);
}

/** The window of which most is used: the one that stops the user first, as far as one figure can tell. */
export function fullestWindow(views: readonly WindowsView[]): Snapshot["fullestWindow"] {
  const gauges = views.flatMap(({ configDir, state }) =>
    state.kind === "known" ? state.gauges.map((gauge) => ({ ...gauge, configDir })) : [],
  );
  return gauges.toSorted((a, b) => b.usedPercent - a.usedPercent)[0] ?? null;
}
