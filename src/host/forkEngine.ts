import { type ChildProcess, fork } from "node:child_process";

/**
 * node:sqlite still calls itself experimental on some of VS Code's runtimes. The small young generation takes a quarter
 * off the engine's memory and costs no time that can be measured.
 */
export const ENGINE_FLAGS: readonly string[] = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=4"];

/**
 * Starts the engine on the runtime that runs the extension host: Electron as Node in the desktop, plain Node in a
 * server. Neither debugger flags nor NODE_OPTIONS are inherited: a second process on one inspector port fails.
 * @param words the reader's language and the file with its translations; English when left out
 */
export function forkEngine(entry: string, words: readonly string[] = []): ChildProcess {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return fork(entry, words, {
    execPath: process.execPath,
    execArgv: [...ENGINE_FLAGS],
    env: { ...env, ELECTRON_RUN_AS_NODE: "1" },
    // Keeps Snapshots structured-cloned rather than turned into JSON.
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}
