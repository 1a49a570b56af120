/** Child processes that do not outlive us: each in a group of its own, with a time limit, ended when we end. */
import { spawn } from "node:child_process";
import { once } from "node:events";

/** @type {Set<() => unknown>} */
const cleanups = new Set();
/** @type {Set<() => void>} one for each group that was not ended yet */
const killers = new Set();
// Also after an uncaught error no child stays behind.
process.once("exit", () => {
  for (const kill of killers) kill();
});
let ending = false;

/**
 * Runs `cleanup` when the process is told to end (SIGINT, SIGTERM, SIGHUP) or `endAll` is called.
 * @param {() => unknown} cleanup
 * @returns {() => void} forgets it
 */
export function onEnd(cleanup) {
  if (cleanups.size === 0) listenForSignals();
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}

/** Runs every cleanup, the latest first. */
export async function endAll() {
  for (const cleanup of [...cleanups].toReversed()) {
    cleanups.delete(cleanup);
    try {
      await cleanup();
    } catch (error) {
      console.error(`While ending: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

let listening = false;
function listenForSignals() {
  if (listening) return;
  listening = true;
  for (const [signal, number] of /** @type {const} */ ([
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ])) {
    process.on(signal, () => {
      if (ending) return;
      ending = true;
      void endAll().then(() => process.exit(128 + number));
    });
  }
}

/**
 * @typedef {object} StartOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {"inherit" | "pipe"} [output] `pipe` keeps the output for `output()`; default `inherit`
 */

/**
 * Starts a program in a process group of its own.
 * @param {string} command
 * @param {string[]} args
 * @param {StartOptions} [options]
 */
export function start(command, args, options = {}) {
  const { cwd, env = process.env, output = "inherit" } = options;
  const child = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    stdio: ["ignore", output, output],
    detached: process.platform !== "win32",
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
  }
  let gone = false;
  /** @type {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} */
  const closed = new Promise((resolve, reject) => {
    child.once("error", (error) => {
      gone = true;
      reject(new Error(`${command} could not be started: ${error.message}`));
    });
    child.once("close", (code, signal) => {
      gone = true;
      resolve({ code, signal });
    });
  });
  closed.catch(() => undefined);

  /** @param {NodeJS.Signals} signal */
  const signalGroup = (signal) => {
    if (child.pid === undefined) return;
    try {
      if (process.platform === "win32") child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  const kill = () => signalGroup("SIGKILL");
  killers.add(kill);
  /** Ends the whole group: asked first, then killed. */
  const end = async () => {
    forget();
    if (!gone) {
      signalGroup("SIGTERM");
      const killer = setTimeout(kill, 5_000);
      await closed.catch(() => undefined);
      clearTimeout(killer);
    }
    // Grandchildren may outlive their parent.
    kill();
    killers.delete(kill);
  };
  const forget = onEnd(end);
  /**
   * The next piece of output.
   * @param {AbortSignal} signal
   */
  const nextOutput = async (signal) => {
    if (child.stdout === null || child.stderr === null) throw new Error("Its output is not kept.");
    const stop = new AbortController();
    const options = { signal: AbortSignal.any([signal, stop.signal]) };
    try {
      await Promise.race([once(child.stdout, "data", options), once(child.stderr, "data", options)]);
    } finally {
      stop.abort();
    }
  };
  return { closed, end, output: () => text, nextOutput };
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {StartOptions & { timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>} `code` is 1 when a signal or the time limit ended it
 */
export async function run(command, args, { timeoutMs = 10 * 60_000, ...options } = {}) {
  const started = start(command, args, options);
  const limit = AbortSignal.timeout(timeoutMs);
  const endInTime = () => void started.end();
  limit.addEventListener("abort", endInTime);
  try {
    const { code } = await started.closed;
    return { code: limit.aborted ? 1 : (code ?? 1), output: started.output(), timedOut: limit.aborted };
  } finally {
    limit.removeEventListener("abort", endInTime);
    await started.end();
  }
}

/**
 * Like `run`, but anything other than success throws, with the output when it was kept.
 * @param {string} command
 * @param {string[]} args
 * @param {StartOptions & { timeoutMs?: number }} [options]
 */
export async function mustRun(command, args, options) {
  const { code, output, timedOut } = await run(command, args, options);
  if (code === 0) return output;
  const why = timedOut ? "took too long" : `failed (exit code ${code})`;
  throw new Error(`\`${command} ${args.join(" ")}\` ${why}${output === "" ? "" : `:\n${output}`}`);
}

/**
 * The npm that runs this script, as a program without a shell around it (Windows starts no .cmd file directly).
 * @returns {[string, ...string[]]}
 */
export function npmCommand() {
  const script = process.env["npm_execpath"];
  return script?.endsWith(".js") ? [process.execPath, script] : ["npm"];
}

/**
 * Runs this script again under another Node, hands it our signals, and ends with its exit code.
 * @param {string} node
 * @param {string[]} args
 * @returns {Promise<never>}
 */
export function becomeNode(node, args) {
  const child = spawn(node, args, { stdio: "inherit" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => void child.kill(signal));
  }
  return new Promise((_, reject) => {
    child.once("error", reject);
    child.once("close", (code) => process.exit(code ?? 1));
  });
}
