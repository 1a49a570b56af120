/**
 * What Bursar changed in which settings.json: `connected.json` in the data folder. The uninstall script finds there what
 * to put back. Only a click or that script writes it: what editors note as they start is apart (`editors.ts`).
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { readIfThere, replaceFile } from "./wholeFile.ts";

export interface Connection {
  configDir: string;
  settings: string;
  /** The statusLine value as it was written before; null when there was none. */
  previous: string | null;
  /** Copy of the whole file before the change; null when there was no file. */
  backup: string | null;
  /** SHA-256 of the file as Bursar left it, in hex: while it is that, the backup is put back whole. */
  written: string;
}

export interface ConnectionState {
  connections: Connection[];
}

const statePath = (dataDir: string) => join(dataDir, "connected.json");

/** Empty when there is no state. Throws when it cannot be read: then nothing may be written over it. */
export async function readConnectionState(dataDir: string): Promise<ConnectionState> {
  const path = statePath(dataDir);
  const bytes = await readIfThere(path);
  if (bytes === null) return { connections: [] };
  const state = narrowState(bytes.toString());
  if (!state) {
    throw new Error(
      l10n.t("{0} is damaged. Your settings.json is as it was left; its backups lie beside it in bridge/.", path),
    );
  }
  return state;
}

export async function writeConnectionState(dataDir: string, state: ConnectionState): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await replaceFile(statePath(dataDir), `${JSON.stringify(state, null, 2)}\n`, 0o600);
}

function narrowState(text: string): ConnectionState | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { connections } = (value ?? {}) as Partial<Record<keyof ConnectionState, unknown>>;
  if (!Array.isArray(connections) || !connections.every(isConnection)) return null;
  return { connections };
}

function isConnection(value: unknown): value is Connection {
  if (typeof value !== "object" || value === null) return false;
  const { configDir, settings, previous, backup, written } = value as Record<keyof Connection, unknown>;
  return (
    [configDir, settings, written].every((text) => typeof text === "string") &&
    [previous, backup].every((text) => typeof text === "string" || text === null)
  );
}
