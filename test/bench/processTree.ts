import { readdirSync, readFileSync } from "node:fs";

/** Reading other processes' figures needs Linux's /proc; elsewhere they are left out of the report. */
export const canReadProcesses = process.platform === "linux";

/** A clock tick of /proc/<pid>/stat: 100 a second on every Linux that Node runs on. */
const TICK_MS = 10;

/** The living descendants of `pid`. */
export function descendants(pid: number): number[] {
  const children = tasksOf(pid).flatMap((task) =>
    (readProc(`${pid}/task/${task}/children`) ?? "").split(" ").filter(Boolean).map(Number),
  );
  return children.concat(children.flatMap(descendants));
}

/** Bytes in memory now. */
export function residentBytes(pids: readonly number[]): number {
  return sumOfStatus(pids, "VmRSS");
}

/** Sum of each process's own peak so far, in bytes: never less than the peak of the sum. */
export function peakResidentBytes(pids: readonly number[]): number {
  return sumOfStatus(pids, "VmHWM");
}

/** User and system time of all threads so far, to 10 ms. */
export function cpuMs(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    const stat = readProc(`${pid}/stat`);
    if (stat === undefined) continue;
    // The process's name may hold spaces and brackets; the numbers follow its last bracket.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * TICK_MS;
}

function sumOfStatus(pids: readonly number[], field: "VmRSS" | "VmHWM"): number {
  let kibibytes = 0;
  for (const pid of pids) {
    const value = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readProc(`${pid}/status`) ?? "")?.[1];
    kibibytes += Number(value ?? 0);
  }
  return kibibytes * 1024;
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Undefined when the process has ended meanwhile. */
function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, "latin1");
  } catch {
    return undefined;
  }
}
