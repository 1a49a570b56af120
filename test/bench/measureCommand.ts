import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { canReadProcesses, descendants, peakResidentBytes } from "./processTree.ts";

export interface CommandCost {
  wallMs: number;
  /** User and system time of the command and all it waited for. */
  cpuMs: number;
  /** Over all its processes; null where it cannot be read. */
  peakBytes: number | null;
  stdout: string;
}

const SAMPLE_EVERY_MS = 20;

// Bash's `time` is the one way to a child's CPU time that needs nothing installed. It goes to bash's own stderr; the
// command's is kept apart on descriptor 3.
const TIMED = `TIMEFORMAT='%3R %3U %3S'; time "$@" 2>&3`;

/** Runs a command to its end; throws with its error output when it fails. */
export async function measureCommand(command: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandCost> {
  const child = spawn("bash", ["-c", TIMED, "bash", ...command], { env, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  let peakBytes = 0;
  const sampler = setInterval(() => {
    if (child.pid !== undefined) peakBytes = Math.max(peakBytes, peakResidentBytes(descendants(child.pid)));
  }, SAMPLE_EVERY_MS);
  if (!canReadProcesses) clearInterval(sampler);
  try {
    const [stdout, times, stderr, code] = await Promise.all([
      text(child.stdio[1] as Readable),
      text(child.stdio[2] as Readable),
      text(child.stdio[3] as Readable),
      new Promise<number | null>((resolve, reject) => {
        child.once("error", reject);
        child.once("close", resolve);
      }),
    ]);
    const [wall, user, system] = times.trim().split(/\s+/).map(Number);
    if (code !== 0 || wall === undefined || user === undefined || system === undefined) {
      throw new Error(`${command.join(" ")} ended with ${code ?? "a signal"}:\n${stderr}${times}`);
    }
    return {
      wallMs: wall * 1000,
      cpuMs: (user + system) * 1000,
      peakBytes: canReadProcesses ? peakBytes : null,
      stdout,
    };
  } finally {
    clearInterval(sampler);
  }
}
