import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readlinkSync } from "node:fs";
import { createInterface } from "node:readline";
import { ancestorsOf, isAlive, isInForeground, isOwnPidDomain } from "./processes.ts";

const onLinux = process.platform === "linux";
const startOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.split(" ")[19] ?? "";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) {
    // Its own children hold the other end of the pipe for as long as they live.
    child.stdout?.destroy();
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }
});

/** Starts a shell command that prints a process id first, and gives that id. */
async function printedPid(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"], detached: true });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return Number(line);
}

describe("processes", () => {
  it("tells that this process lives, and since when", () => {
    assert.equal(isAlive(process.pid, null), true);
    if (!onLinux) return;
    assert.equal(isAlive(process.pid, startOf(process.pid)), true);
    assert.equal(isAlive(process.pid, "1"), false);
  });

  it("tells that an ended process does not live, also while its parent has not asked for it", async function () {
    if (!onLinux) this.skip();
    const zombie = await printedPid("sh", ["-c", "true & echo $!; exec sleep 20"]);
    while (!/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${zombie}/stat`, "latin1"))) await new Promise(setImmediate);
    assert.equal(isAlive(zombie, null), false);
  });

  it("reads the start of a process whose name holds brackets and spaces", async function () {
    if (!onLinux) this.skip();
    const rename =
      "require('fs').writeFileSync('/proc/self/comm', 'a) Z (b 1'); console.log(process.pid); setInterval(() => {}, 9e5)";
    const pid = await printedPid(process.execPath, ["-e", rename]);
    assert.equal(isAlive(pid, null), true);
    assert.deepEqual((await ancestorsOf(pid))[0], process.pid);
  });

  it("finds what a process descends from, nearest first", async () => {
    const ancestors = await ancestorsOf(process.pid);
    assert.equal(ancestors[0], process.ppid);
    if (process.platform === "win32") return;
    const grandchild = await printedPid("sh", ["-c", "sh -c 'echo $$; exec sleep 20'; true"]);
    const [shell, ...others] = await ancestorsOf(grandchild);
    assert.equal(shell, children[0]?.pid);
    assert.deepEqual(others, [process.pid, ...ancestors]);
  });

  it("finds nothing above a process that is not there", async () => {
    assert.deepEqual(await ancestorsOf(2 ** 30), []);
  });

  it("tells who reads the terminal's keys", async function () {
    if (!onLinux || spawnSync("script", ["--version"]).status !== 0) this.skip();
    const pid = await printedPid("script", ["-qec", "echo $$; exec sleep 20", "/dev/null"]);
    assert.equal(isInForeground(pid), true);
    process.kill(pid, "SIGSTOP");
    while (!/\) T /.test(readFileSync(`/proc/${pid}/stat`, "latin1"))) await new Promise(setImmediate);
    assert.equal(isInForeground(pid), false);
    process.kill(pid, "SIGKILL");
    assert.equal(isInForeground(2 ** 30), null);
  });

  it("knows its own pid domain, and holds nothing against one that says less", () => {
    assert.equal(isOwnPidDomain(null), true);
    if (!onLinux) return;
    assert.equal(isOwnPidDomain("linux"), true);
    assert.equal(isOwnPidDomain("linux::"), true);
    assert.equal(isOwnPidDomain("linux::1"), false);
    assert.equal(isOwnPidDomain("darwin:a:b"), false);
    // The form that Claude Code 2.1.330 writes: machine id, and the namespace as /proc names it.
    const machine = readFileSync("/etc/machine-id", "utf8").trim();
    const namespace = readlinkSync("/proc/self/ns/pid");
    assert.equal(isOwnPidDomain(`linux:${machine}:${namespace}`), true);
    assert.equal(isOwnPidDomain(`linux:${machine}:pid:[1]`), false);
    assert.equal(isOwnPidDomain(`linux:another:${namespace}`), false);
  });
});
