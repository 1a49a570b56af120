import assert from "node:assert/strict";
import type { SessionPlace } from "../shared/engineProtocol.ts";
import { decideInsert, isInsertable } from "./insertDecision.ts";

type Process = Extract<SessionPlace, { kind: "process" }>;
const process = (overrides: Partial<Process> = {}): Process => ({
  kind: "process",
  pid: 100,
  ancestors: [50, 20, 1],
  status: "idle",
  host: "terminal",
  ...overrides,
});

describe("decideInsert", () => {
  const inserts: [string, Process, (number | undefined)[], number][] = [
    ["the shell is the parent", process(), [7, 50], 1],
    ["the shell is further up", process(), [20, 7], 0],
    ["the terminal runs Claude Code itself", process(), [undefined, 100], 1],
    ["nested terminals: the inner one", process(), [20, 50], 1],
  ];
  for (const [name, place, pids, terminal] of inserts) {
    it(`inserts: ${name}`, () => {
      assert.deepEqual(decideInsert(place, pids), { kind: "insert", terminal });
    });
  }

  const copies: [string, SessionPlace, (number | undefined)[], number | null, RegExp][] = [
    ["waiting at a dialog", process({ status: "waiting" }), [50], 0, /answer it first/],
    ["busy", process({ status: "busy" }), [50], 0, /working/],
    ["a shell command running", process({ status: "shell" }), [50], 0, /shell command/],
    ["suspended or in the background", process({ status: "background" }), [50], 0, /suspended/],
    ["an unknown status", process({ status: "unknown" }), [50], 0, /does not say/],
    ["another terminal only", process(), [7, undefined], null, /no terminal of this window/],
    ["no terminal", process(), [], null, /no terminal of this window/],
    ["the panel", process({ host: "panel" }), [], null, /panel's input box/],
    ["a terminal that has not started", process({ ancestors: [] }), [undefined], null, /no terminal/],
    [
      "no process",
      { kind: "none", reason: "This session has ended." },
      [50],
      null,
      /not known \(This session has ended\): paste/,
    ],
  ];
  for (const [name, place, pids, terminal, why] of copies) {
    it(`copies: ${name}`, () => {
      const decision = decideInsert(place, pids);
      if (decision.kind !== "copy") assert.fail("not a copy");
      assert.equal(decision.terminal, terminal);
      assert.match(decision.why, why);
    });
  }
});

describe("isInsertable", () => {
  it("takes known commands, whole and alone", () => {
    assert.equal(isInsertable("/compact"), true);
    for (const command of ["/compact\n", "/compact\r", "/compact && rm", "", "rm", "/COMPACT"]) {
      assert.equal(isInsertable(command), false, JSON.stringify(command));
    }
  });
});
