/** Which notifications about rate-limit windows are due, and what they say. Pure. */
import * as l10n from "@vscode/l10n";
import type { WindowAlert } from "../shared/engineProtocol.ts";
import type { Snapshot, WindowGauge } from "../shared/snapshot.ts";
import { lastName } from "../shared/lastName.ts";
import { forecastSentence, hitChance, isOutdated, usedSentence, windowName } from "../shared/windowText.ts";

export interface AlertSettings {
  enabled: boolean;
  /** Percent used. */
  levels: readonly number[];
  /** Chance in percent of being used up before the reset above which to notify; 0 for never. */
  forecastAbove: number;
}

/** What one window gives reason to notify of. */
export interface DueAlert {
  gauge: WindowGauge;
  /** Names the config directory where there are several. */
  account: string | null;
  /** The highest level that is reached. */
  level: WindowAlert | null;
  forecast: WindowAlert | null;
}

/** Of readings that say something about the Snapshot's moment only. */
export function dueAlerts({ windows, takenAt }: Snapshot, settings: AlertSettings): DueAlert[] {
  if (!settings.enabled) return [];
  return windows.flatMap(({ configDir, state }) => {
    if (state.kind === "unknown") return [];
    const account = windows.length > 1 ? lastName(configDir) : null;
    return state.gauges.flatMap((gauge): DueAlert[] => {
      if (isOutdated(gauge, takenAt)) return [];
      const alert = (level: WindowAlert["level"]): WindowAlert => ({
        configDir,
        key: gauge.key,
        resetsAt: gauge.resetsAt,
        level,
      });
      const highest = Math.max(...settings.levels.filter((level) => gauge.usedPercent >= level));
      const level = Number.isFinite(highest) ? alert(highest) : null;
      const chance = (hitChance(gauge, takenAt) ?? 0) * 100;
      const forecast = settings.forecastAbove > 0 && chance > settings.forecastAbove ? alert("forecast") : null;
      return level || forecast ? [{ gauge, account, level, forecast }] : [];
    });
  });
}

/** What of a due alert is said: either or both. */
export interface AlertParts {
  level: boolean;
  forecast: boolean;
}

export function alertText({ gauge, account }: DueAlert, said: AlertParts, now: number): string {
  const name = said.level
    ? l10n.t({ message: "it", comment: "the rate-limit window that was just named" })
    : windowName(gauge, account);
  const sentences = [
    said.level ? usedSentence(gauge, account, now) : null,
    said.forecast ? forecastSentence(gauge, name, now) : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(" ");
}
