import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSessionRecords, type SessionRecord } from "./sessionRecords.ts";
import { SESSION, START, temporaryFolder, type Row } from "./testTranscripts.ts";

const onLinux = process.platform === "linux";
/** Field 22 of /proc/<pid>/stat: what Claude Code writes as `procStart`. */
const startOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.split(" ")[19];

describe("readSessionRecords", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let sessions: string;
  beforeEach(() => {
    folder = temporaryFolder();
    sessions = join(folder.path, "sessions");
    mkdirSync(sessions);
  });
  afterEach(() => folder.remove());

  const write = (record: Row, name = `${String(record["pid"])}.json`) =>
    writeFileSync(
      join(sessions, name),
      JSON.stringify({ sessionId: SESSION, entrypoint: "cli", kind: "interactive", ...record }),
    );

  function only(): SessionRecord {
    const records = readSessionRecords(folder.path);
    assert.equal(records.length, 1);
    return records[0] as SessionRecord;
  }

  it("tells what a running process says of itself", () => {
    write({
      pid: process.pid,
      ...(onLinux ? { procStart: startOf(process.pid) } : {}),
      cwd: "/home/dev/acme",
      status: "waiting",
      waitingFor: "permission prompt",
      name: "fix the parser",
      startedAt: START,
      updatedAt: START + 5,
    });
    assert.deepEqual(only(), {
      pid: process.pid,
      sessionId: SESSION,
      cwd: "/home/dev/acme",
      host: "terminal",
      status: "waiting",
      waitingFor: "permission prompt",
      name: "fix the parser",
      updatedAt: START + 5,
      alive: true,
    });
  });

  it("tells nothing that a record leaves out", () => {
    write({ pid: process.pid, entrypoint: undefined, startedAt: START });
    const { cwd, host, status, waitingFor, name, updatedAt, alive } = only();
    assert.deepEqual([cwd, host, status, waitingFor, name, updatedAt], [null, "other", "unknown", null, null, START]);
    assert.equal(alive, true);
  });

  const statuses: [written: unknown, told: string][] = [
    ["busy", "busy"],
    ["idle", "idle"],
    ["waiting", "waiting"],
    ["shell", "shell"],
    ["dreaming", "unknown"],
    ["", "unknown"],
    [7, "unknown"],
    [undefined, "unknown"],
    ["unknown", "unknown"],
  ];
  for (const [written, told] of statuses) {
    it(`tells the status ${JSON.stringify(written)} as ${told}`, () => {
      write({ pid: process.pid, status: written });
      assert.equal(only().status, told);
    });
  }

  it("tells where a session runs", () => {
    for (const [entrypoint, host] of [
      ["cli", "terminal"],
      ["claude-vscode", "panel"],
      ["sdk-ts", "other"],
    ]) {
      write({ pid: process.pid, entrypoint });
      assert.equal(only().host, host);
    }
  });

  it("takes a process that got a dead one's id for dead", function () {
    if (!onLinux) this.skip();
    for (const procStart of ["1", 1, `${startOf(process.pid)}0`]) {
      write({ pid: process.pid, procStart });
      assert.equal(only().alive, false);
    }
    write({ pid: process.pid, procStart: Number(startOf(process.pid)) });
    assert.equal(only().alive, true);
  });

  it("tells a process that has ended as dead", async () => {
    const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await once(child, "exit");
    write({ pid: child.pid });
    assert.equal(only().alive, false);
  });

  it("leaves out what belongs to another machine or container", function () {
    if (!onLinux) this.skip();
    const machine = () => {
      try {
        return readFileSync("/etc/machine-id", "utf8").trim();
      } catch {
        return "";
      }
    };
    const namespace = /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0];
    const domains: [domain: unknown, told: number][] = [
      [`linux:${machine()}:${namespace}`, 1],
      [`linux::${namespace}`, 1],
      [`linux:${machine()}:`, 1],
      [undefined, 1],
      [`linux:${machine()}:1`, 0],
      ["darwin:x:y", 0],
      ["win32", 0],
    ];
    if (machine() !== "") domains.push([`linux:0123456789abcdef:${namespace}`, 0]);
    for (const [pidDomain, told] of domains) {
      write({ pid: process.pid, pidDomain });
      assert.equal(readSessionRecords(folder.path).length, told, String(pidDomain));
    }
  });

  it("leaves out what is broken, and tells the rest", () => {
    write({ pid: process.pid });
    writeFileSync(join(sessions, "1001.json"), '{"pid":1001,"sess');
    writeFileSync(join(sessions, "1002.json"), "");
    writeFileSync(join(sessions, "1003.json"), "null");
    mkdirSync(join(sessions, "1004.json"));
    write({ pid: "1005" }, "1005.json");
    write({ pid: -1 }, "1006.json");
    write({ pid: 0 }, "1007.json");
    write({ pid: 1.5 }, "1008.json");
    write({ pid: 1009, sessionId: "" });
    write({ pid: 1010, sessionId: null });
    write({ pid: 1011 }, "pid-1011.json");
    write({ pid: 1012 }, "1012.json.tmp");
    // Nobody writes to it: whoever waits for that waits for ever.
    if (process.platform !== "win32") execFileSync("mkfifo", [join(sessions, "1013.json")]);
    assert.equal(only().pid, process.pid);
  });

  it("keeps the keys beside the records closed", function () {
    if (process.platform === "win32") this.skip();
    write({ pid: process.pid });
    // Whoever opens a FIFO to read it waits for a writer, and there is none.
    execFileSync("mkfifo", [join(sessions, `${process.pid}.0a1b2c.key`)]);
    assert.equal(only().pid, process.pid);
  });

  it("has nothing to tell without the folder", () => {
    assert.deepEqual(readSessionRecords(join(folder.path, "nowhere")), []);
    assert.deepEqual(readSessionRecords(join(sessions, "file")), []);
  });
});
