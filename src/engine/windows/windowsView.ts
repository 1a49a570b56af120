/** The rate-limit windows of a config directory, from what Claude Code last noted of them. */
import type { Snapshot, WindowGauge, WindowsView } from "../../shared/snapshot.ts";
import type { UsageCache } from "../sources/usageCache.ts";

/** Claude Code itself takes its note for stale after this long. */
const STALE_MS = 60 * 60_000;

const REMEDY =
  "Run /usage in Claude Code: it fetches the limits of a subscription and notes them where Bursar reads them.";

/** `cache` is null when the user turned reading it off. Limits that have reset since the note was made say nothing any more. */
export function windowsView(configDir: string, cache: UsageCache | null, now: number): WindowsView {
  const unknown = (reason: string, remedy: string): WindowsView => ({
    configDir,
    state: { kind: "unknown", reason, remedy },
  });
  if (!cache) {
    return unknown("Reading Claude Code's usage note is turned off.", "Turn on the setting bursar.readUsageCache.");
  }
  switch (cache.kind) {
    case "absent":
      return unknown("Claude Code has not noted any limits here. With an API key there are none.", REMEDY);
    case "unreadable":
      return unknown(
        `Claude Code's note of the limits cannot be read (${cache.reason}).`,
        "Check the permissions of .claude.json.",
      );
    case "read": {
      const gauges = cache.limits.filter((limit) => limit.resetsAt === null || limit.resetsAt > now).map(gaugeOf);
      if (gauges.length === 0) return unknown("Every window has reset since Claude Code last noted it.", REMEDY);
      const stale = now - cache.fetchedAt > STALE_MS;
      return { configDir, state: { kind: "known", gauges, source: "cached", readAt: cache.fetchedAt, stale } };
    }
  }
}

function gaugeOf({
  key,
  label,
  usedPercent,
  resetsAt,
}: Extract<UsageCache, { kind: "read" }>["limits"][number]): WindowGauge {
  return { key, label, usedPercent, leftPercent: Math.max(0, 100 - usedPercent), resetsAt };
}

/** The window of which most is used: the one that stops the user first, as far as one figure can tell. */
export function fullestWindow(views: readonly WindowsView[]): Snapshot["fullestWindow"] {
  const gauges = views.flatMap(({ configDir, state }) =>
    state.kind === "known" ? state.gauges.map((gauge) => ({ ...gauge, configDir, stale: state.stale })) : [],
  );
  return gauges.toSorted((a, b) => b.usedPercent - a.usedPercent)[0] ?? null;
}
