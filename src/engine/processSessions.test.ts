import assert from "node:assert/strict";
import { ProcessSessions } from "./processSessions.ts";

const running = (sessionId: string, alive = true, pid = process.pid) => ({ pid, sessionId, alive });

describe("ProcessSessions", () => {
  let sessions: ProcessSessions;
  let logged: string[];
  beforeEach(() => {
    logged = [];
    sessions = new ProcessSessions((level, message) => logged.push(`${level} ${message}`));
  });

  it("says once that a session's process has ended, whether its record stays or goes", () => {
    assert.deepEqual(sessions.note([running("a"), running("b"), running("c")]), []);
    assert.deepEqual(sessions.note([running("a"), running("b", false)]), ["b", "c"]);
    assert.deepEqual(sessions.note([running("a")]), []);
    assert.deepEqual([...sessions.ended], ["b", "c"]);
  });

  it("does not call a session ended that was never seen running", () => {
    assert.deepEqual(sessions.note([running("a", false)]), []);
    assert.equal(sessions.ended.size, 0);
  });

  it("takes back that a session has ended when it is taken up again, and says it anew", () => {
    sessions.note([running("a")]);
    sessions.note([]);
    assert.deepEqual(sessions.note([running("a")]), []);
    assert.equal(sessions.ended.size, 0);
    assert.deepEqual(sessions.note([]), ["a"]);
  });

  it("knows what those that run descend from, and forgets it when they end: another process may get the number", async () => {
    await sessions.lookUp([running("a"), running("b", false, 999_999)]);
    assert.deepEqual([...sessions.ancestors.keys()], [process.pid]);
    assert.ok(sessions.ancestors.get(process.pid)?.includes(process.ppid));
    await sessions.lookUp([running("a", false)]);
    assert.equal(sessions.ancestors.size, 0);
  });

  it("goes on where the system does not let it look, and looks again the next time", async () => {
    let refuses = true;
    const lookUp = (pid: number) =>
      refuses && pid === 7 ? Promise.reject(new Error("refused")) : Promise.resolve([1]);
    sessions = new ProcessSessions((level, message) => logged.push(`${level} ${message}`), lookUp);
    const processes = [running("a", true, 7), running("b", true, 8)];
    await sessions.lookUp(processes);
    assert.deepEqual([...sessions.ancestors], [[8, [1]]]);
    assert.deepEqual(logged, ["warn cannot tell what process 7 descends from: Error: refused"]);
    refuses = false;
    await sessions.lookUp(processes);
    assert.deepEqual(sessions.ancestors.get(7), [1]);
  });
});
