/** Which config directories a new Claude terminal can be opened for, and its environment. Pure. */
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import type { ConfigDirView, Snapshot, WindowGauge, WindowsView } from "../shared/snapshot.ts";
import { formatAge, formatCountdown, formatPercent } from "../shared/format.ts";
import { lastName } from "../shared/lastName.ts";
import { isOutdated, likelyUsedUp } from "../shared/windowText.ts";

export interface TerminalPick {
  label: string;
  description: string;
  detail: string;
  dir: ConfigDirView;
}

/** The one with the most room in its tightest window first; after those that are known the others, in their order. */
export function terminalPicks({ configDirs, windows }: Snapshot, now: number): TerminalPick[] {
  return configDirs
    .map((dir) => {
      const view = windows.find(({ configDir }) => configDir === dir.path);
      const tightest = view ? tightestGauge(view) : null;
      return {
        room: tightest && !isOutdated(tightest, now) ? tightest.leftPercent : -1,
        pick: {
          label: lastName(dir.path),
          description: view?.mostRoom === true ? `${dir.path} · ${l10n.t("most room")}` : dir.path,
          detail: detailOf(dir, tightest, now),
          dir,
        },
      };
    })
    .toSorted((a, b) => b.room - a.room)
    .map(({ pick }) => pick);
}

/** The one that stops the user first; where none is marked, the fullest. */
function tightestGauge({ state }: WindowsView): WindowGauge | null {
  if (state.kind === "unknown") return null;
  const fullest = state.gauges.toSorted((a, b) => a.leftPercent - b.leftPercent)[0] ?? null;
  return state.gauges.find(({ binds }) => binds) ?? fullest;
}

function detailOf(dir: ConfigDirView, gauge: WindowGauge | null, now: number): string {
  if (!gauge) {
    return dir.state.kind === "missing"
      ? l10n.t("Claude Code has not been used with it so far.")
      : l10n.t("What is left is not known.");
  }
  const parts = [l10n.t("{label}: {share} left", { label: gauge.label, share: formatPercent(gauge.leftPercent) })];
  if (gauge.resetsAt !== null) {
    parts.push(
      gauge.resetsAt > now ? l10n.t("resets in {0}", formatCountdown(gauge.resetsAt - now)) : l10n.t("reset since"),
    );
  }
  if (likelyUsedUp(gauge, now)) parts.push(l10n.t("likely used up before that"));
  if (gauge.stale) parts.push(l10n.t("read {0} ago", formatAge(now - gauge.readAt)));
  return parts.join(" · ");
}

/**
 * The environment with which Claude Code uses this directory. For `~/.claude` the variable is left unset, an inherited
 * one taken away (null): named in it, the same directory would have its `.claude.json` inside and not beside it, which
 * is another account to Claude Code. Where the user's own environment names it, that is what they have.
 */
export function terminalEnvironment(
  { path, origin }: Pick<ConfigDirView, "path" | "origin">,
  home: string,
): { CLAUDE_CONFIG_DIR: string | null } {
  const unnamed =
    path === join(home, ".claude").normalize("NFC") && (origin === "default" || origin === "bursar.configDirs");
  return { CLAUDE_CONFIG_DIR: unnamed ? null : path };
}
