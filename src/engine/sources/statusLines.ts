/** Reads what the status-line bridge of a config directory has stored: the last input of each session. */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { bridgePlaces } from "../../shared/bridgePlaces.ts";
import { statusLineSetting } from "../../shared/statusLineSetting.ts";
import { readRegularFile } from "./regularFile.ts";
import { parseStatusLineInput, type StatusLineInput } from "./statusLineInput.ts";

/** An input and when it was stored. */
export type StatusLineReading = StatusLineInput & { storedAt: number };

export interface StatusLines {
  /** The directory's settings.json runs Bursar's bridge. */
  connected: boolean;
  /** One a session, in no order. */
  readings: StatusLineReading[];
}

/** No window lasts longer than seven days; an older input says nothing any more. */
const KEPT_MS = 8 * 24 * 60 * 60_000;

/** `now` decides which inputs are too old; these are removed from the folder, which is Bursar's own. */
export function readStatusLines({
  configDir,
  dataDir,
  now,
}: {
  configDir: string;
  dataDir: string;
  now: number;
}): StatusLines {
  const places = bridgePlaces(dataDir, configDir, process.platform);
  return {
    connected: settingsCommand(configDir)?.includes(places.script) === true,
    readings: namesIn(places.status).flatMap((name) => readInput(join(places.status, name), now) ?? []),
  };
}

function settingsCommand(configDir: string): string | null {
  try {
    return statusLineSetting(readRegularFile(join(configDir, "settings.json")).toString())?.command ?? null;
  } catch {
    return null;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing has been stored yet.
    return [];
  }
}

function readInput(path: string, now: number): StatusLineReading | null {
  try {
    const storedAt = statSync(path).mtimeMs;
    if (now - storedAt > KEPT_MS) {
      rmSync(path, { force: true });
      return null;
    }
    if (!path.endsWith(".json")) return null;
    const input = parseStatusLineInput(readRegularFile(path).toString());
    // A clock that was set back must not make a reading the newest one for ever.
    return input && { ...input, storedAt: Math.min(storedAt, now) };
  } catch {
    // Replaced or removed meanwhile: the next look will tell.
    return null;
  }
}
