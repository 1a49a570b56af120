/** Processes of this machine: whether one lives, and what it descends from. */
import { execFile } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { promisify } from "node:util";
import { asNumber, asObject } from "./narrow.ts";

const run = promisify(execFile);

/** The fields of /proc/<pid>/stat behind the command name, which may itself hold spaces and brackets; null without such a process. */
function procStat(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/**
 * Whether the process lives that had `pid` when it started at `start` (Linux: field 22 of /proc/<pid>/stat). Without
 * a start time, or elsewhere, any process with that id counts.
 */
export function isAlive(pid: number, start: string | null): boolean {
  if (process.platform === "linux") {
    const stat = procStat(pid);
    // A zombie (Z) has ended and only waits for its parent to ask.
    return stat !== null && stat[0] !== "Z" && (start === null || stat[19] === start);
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Whether the process reads its terminal's keys: not suspended (Ctrl+Z) and not in the background. Null where the
 * system does not tell.
 */
export function isInForeground(pid: number): boolean | null {
  const stat = process.platform === "linux" ? procStat(pid) : null;
  if (!stat) return null;
  const [state, , group, , , foregroundGroup] = stat;
  return state !== "T" && state !== "t" && group === foregroundGroup;
}

/** Process ids from `pid`'s parent upwards; empty when the system does not tell. */
export async function ancestorsOf(pid: number): Promise<number[]> {
  const parentOf = await parentLookup();
  const ancestors: number[] = [];
  for (
    let parent = parentOf(pid);
    parent !== null && parent > 0 && !ancestors.includes(parent);
    parent = parentOf(parent)
  ) {
    ancestors.push(parent);
  }
  return ancestors;
}

async function parentLookup(): Promise<(pid: number) => number | null> {
  if (process.platform === "linux") {
    return (pid) => {
      const parent = Number(procStat(pid)?.[1]);
      return Number.isInteger(parent) ? parent : null;
    };
  }
  const parents = new Map(process.platform === "win32" ? await windowsParents() : await unixParents());
  return (pid) => parents.get(pid) ?? null;
}

async function unixParents(): Promise<[number, number][]> {
  const { stdout } = await run("ps", ["-axo", "pid=,ppid="], { timeout: 5000 });
  return stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
}

async function windowsParents(): Promise<[number, number][]> {
  const script = "Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId | ConvertTo-Json -Compress";
  const { stdout } = await run("powershell.exe", ["-NoProfile", "-Command", script], {
    timeout: 10_000,
    maxBuffer: 1 << 24,
  });
  const list: unknown = JSON.parse(stdout);
  return (Array.isArray(list) ? list : [list]).flatMap((item) => {
    const entry = asObject(item);
    const [pid, parent] = [asNumber(entry?.["ProcessId"]), asNumber(entry?.["ParentProcessId"])];
    return pid !== null && parent !== null ? [[pid, parent] as [number, number]] : [];
  });
}

/**
 * Whether a `pidDomain` (`linux:<machine id>:pid:[<pid namespace>]`) is this one: a record that a container or WSL wrote
 * into a shared folder names a process that is not here. What this machine does not tell is not held against it.
 */
export function isOwnPidDomain(domain: string | null): boolean {
  if (domain === null || process.platform !== "linux") return true;
  // "linux:<machine id>:pid:[4026531836]": the namespace stands there as /proc names it, colon and all.
  const [system, machine, ...rest] = domain.split(":");
  const namespace = /\d+/.exec(rest.join(":"))?.[0];
  if (system !== "linux") return false;
  const [ownMachine, ownNamespace] = [
    readQuietly(() => readFileSync("/etc/machine-id", "utf8").trim()),
    ownPidNamespace(),
  ];
  return (
    (!machine || !ownMachine || machine === ownMachine) && (!namespace || !ownNamespace || namespace === ownNamespace)
  );
}

const ownPidNamespace = () => readQuietly(() => /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? "");

function readQuietly(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
