/** Connects a config directory's status line to Bursar and takes that back. No VS Code here: the uninstall script uses it too. */
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { type BridgePlaces, bridgePlaces } from "../../shared/bridgePlaces.ts";
import { statusLineSetting, withCommand, withRaw } from "../../shared/statusLineSetting.ts";
import { bridgeScript, installBridge } from "./bridgeScript.ts";
import { type Connection, readConnectionState, writeConnectionState } from "./connectionState.ts";
import { forgetEditor, noteEditor, readEditors } from "./editors.ts";
import { readIfThere, replaceFile } from "./wholeFile.ts";

/** What connecting would do to a settings.json. */
export interface ConnectPlan {
  configDir: string;
  settings: string;
  places: BridgePlaces;
  /** The whole file before, null when there is none, and after. */
  before: Buffer | null;
  after: string;
  /** The user's own status line: its value as written, and its command. */
  previous: string | null;
  command: string | null;
}

export type PlanResult = { kind: "change"; plan: ConnectPlan } | { kind: "connected" };

export interface BridgeSource {
  dataDir: string;
  platform: NodeJS.Platform;
  /** The shipped script for this platform. */
  body: string;
}

/** Works out the change. Throws, with a remedy, when the file cannot be read or is not settings. */
export async function planConnection(configDir: string, { dataDir, platform }: BridgeSource): Promise<PlanResult> {
  const settings = join(configDir, "settings.json");
  const places = bridgePlaces(dataDir, configDir, platform);
  const before = await readIfThere(settings);
  if (before !== null && !before.equals(Buffer.from(before.toString()))) {
    throw new Error(l10n.t("{0} is not UTF-8 text. Save it as UTF-8, then connect again.", settings));
  }
  const text = before?.toString() ?? null;
  const edit = withCommand(text, places.command);
  if (edit.kind === "broken") {
    throw new Error(
      l10n.t("{file} cannot be changed: {reason}. Mend it, then connect again.", {
        file: settings,
        reason: edit.reason,
      }),
    );
  }
  const { raw, command } = statusLineSetting(text ?? "") ?? { raw: null, command: null };
  if (command !== null && runsBridge(command, places)) return { kind: "connected" };
  return { kind: "change", plan: { configDir, settings, places, before, after: edit.text, previous: raw, command } };
}

/** Whether a status-line command runs this directory's bridge. */
const runsBridge = (command: string, { script }: Pick<BridgePlaces, "script">) => command.includes(script);

/** Carries the plan out. Throws when the file has changed since it was made, and then leaves it as it is. */
export async function connect(plan: ConnectPlan, source: BridgeSource): Promise<void> {
  const { configDir, settings, places, before, after, previous, command } = plan;
  const { dataDir, platform, body } = source;
  const state = await readConnectionState(dataDir);
  await installBridge(places, bridgeScript(body, places, command, platform));
  const backup = before === null ? null : `${places.script.replace(/\.[^.]+$/, "")}.settings.json`;
  // A settings.json can hold secrets.
  if (backup !== null && before !== null) await replaceFile(backup, before, 0o600);
  const connection: Connection = { configDir, settings, previous, backup, written: hashOf(after) };
  const others = state.connections.filter((other) => other.configDir !== configDir);
  const present = await readIfThere(settings);
  if (before === null ? present !== null : present === null || !present.equals(before)) {
    throw new Error(l10n.t("{0} has changed meanwhile. Connect again.", settings));
  }
  // First the note of how to take it back, then the change.
  await writeConnectionState(dataDir, { connections: [...others, connection] });
  try {
    await replaceFile(settings, after, 0o600);
  } catch (error) {
    await writeConnectionState(dataDir, state);
    throw error;
  }
}

export type RestoreResult =
  /** The file is byte for byte as it was. */
  | "restored"
  /** The file had been changed otherwise: only its status line is as it was. */
  | "restoredMember"
  /** The status line was no longer Bursar's: left alone. */
  | "notOurs";

/** Puts the old status line back. Throws, with a remedy, when there is no note of one or the file cannot be changed. */
export async function disconnect(
  configDir: string,
  dataDir: string,
  platform: NodeJS.Platform,
): Promise<RestoreResult> {
  const state = await readConnectionState(dataDir);
  const connection = state.connections.find((candidate) => candidate.configDir === configDir);
  if (!connection) {
    throw new Error(l10n.t("Bursar has no note of a connection of {0}. Nothing was changed.", configDir));
  }
  const result = await restore(connection, bridgePlaces(dataDir, configDir, platform));
  const connections = state.connections.filter((other) => other !== connection);
  await writeConnectionState(dataDir, { connections });
  return result;
}

/** The bridge stays where it is: sessions that run already may go on calling it. */
async function restore(
  { settings, previous, backup, written }: Connection,
  places: BridgePlaces,
): Promise<RestoreResult> {
  const present = await readIfThere(settings);
  if (present === null) return "notOurs";
  if (hashOf(present) === written) {
    const old = backup === null ? null : await readIfThere(backup);
    if (backup === null) await rm(settings);
    else if (old !== null) await replaceFile(settings, old, 0o600);
    if (backup === null || old !== null) {
      if (backup !== null) await rm(backup, { force: true });
      return "restored";
    }
  }
  const text = present.toString();
  const { command } = statusLineSetting(text) ?? { command: null };
  if (command === null || !runsBridge(command, places)) return "notOurs";
  const edit = withRaw(text, previous);
  if (edit.kind === "broken") {
    throw new Error(
      l10n.t("{file} cannot be changed: {reason}. Mend it, then disconnect again.", {
        file: settings,
        reason: edit.reason,
      }),
    );
  }
  await replaceFile(settings, edit.text, 0o600);
  if (backup !== null) await rm(backup, { force: true });
  return "restoredMember";
}

/** Notes that this extension is installed, and brings the bridges of its connections up to date with it. */
export async function refreshConnections(extension: string, source: BridgeSource): Promise<void> {
  const { dataDir, platform, body } = source;
  const state = await readConnectionState(dataDir);
  if (state.connections.length === 0) return;
  for (const { configDir, previous } of state.connections) {
    const places = bridgePlaces(dataDir, configDir, platform);
    const command = previous === null ? null : (statusLineSetting(`{"statusLine":${previous}}`)?.command ?? null);
    await installBridge(places, bridgeScript(body, places, command, platform));
  }
  await noteEditor(dataDir, extension);
}

/**
 * Takes every connection back, unless another editor still has Bursar; gives what could not be taken back. `extension`
 * is the folder of the one that goes: others beside it are other versions of the same editor's.
 */
export async function uninstall(extension: string, dataDir: string, platform: NodeJS.Platform): Promise<string[]> {
  const state = await readConnectionState(dataDir);
  await forgetEditor(dataDir, extension);
  if ((await readEditors(dataDir)).length > 0) return [];
  const failures: string[] = [];
  for (const { configDir } of state.connections) {
    try {
      await disconnect(configDir, dataDir, platform);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  return failures;
}

const hashOf = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
