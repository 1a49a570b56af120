import assert from "node:assert/strict";
import type { SessionPlace } from "../../shared/engineProtocol.ts";
import { findTarget, whyNotSend, whyNotType } from "./insertDecision.ts";
import type { PromptState } from "./promptScreen.ts";

type Process = Extract<SessionPlace, { kind: "process" }>;
const process = (overrides: Partial<Process> = {}): Process => ({
  kind: "process",
  pid: 100,
  ancestors: [50, 20, 1],
  status: "idle",
  host: "terminal",
  ...overrides,
});

describe("findTarget", () => {
  const found: [string, Process, (number | undefined)[], number][] = [
    ["the shell is the parent", process(), [7, 50], 1],
    ["the shell is further up", process(), [20, 7], 0],
    ["the terminal runs Claude Code itself", process(), [undefined, 100], 1],
    ["nested terminals: the inner one", process(), [20, 50], 1],
    ["a panel's session in a terminal", process({ host: "panel" }), [50], 0],
  ];
  for (const [name, place, pids, terminal] of found) {
    it(`finds the terminal: ${name}`, () => {
      assert.deepEqual(findTarget(place, pids), { kind: "terminal", terminal, pid: 100, status: "idle" });
    });
  }

  const nowhere: [string, SessionPlace, (number | undefined)[], RegExp][] = [
    ["another terminal only", process(), [7, undefined], /no terminal of this window/],
    ["no terminal", process(), [], /no terminal of this window/],
    ["a terminal that has not started", process({ ancestors: [] }), [undefined], /no terminal/],
    ["no process", { kind: "none", reason: "It has ended." }, [50], /not known \(It has ended\): paste/],
  ];
  for (const [name, place, pids, why] of nowhere) {
    it(`finds none: ${name}`, () => {
      const target = findTarget(place, pids);
      if (target.kind !== "nowhere") assert.fail(target.kind);
      assert.match(target.why, why);
    });
  }

  it("finds Claude Code's panel", () => {
    assert.deepEqual(findTarget(process({ host: "panel" }), [7]), { kind: "panel" });
  });
});

const prompt = (text: string, marked: string | null = null): PromptState => ({
  kind: "prompt",
  prompt: { rows: [{ text, columns: text.length }], width: 80, cursorAtEnd: true, marked },
});
const empty: PromptState = { kind: "emptyPrompt" };
const hidden: PromptState = { kind: "notAPrompt", cursorElsewhere: false };
const statuses = ["idle", "busy", "shell", "unknown", "waiting", "background"] as const;

describe("whyNotType", () => {
  it("lets an empty prompt that is seen take text, unless Claude Code asks something or does not read the keys", () => {
    assert.deepEqual(
      statuses.filter((status) => whyNotType(status, empty, true) === null),
      ["idle", "busy", "shell", "unknown"],
    );
    assert.match(whyNotType("waiting", empty, false) ?? "", /answer it first/);
    assert.match(whyNotType("background", empty, false) ?? "", /suspended/);
  });

  const refused: [PromptState, RegExp][] = [
    [prompt("half a draft"), /holds a draft/],
    [prompt("/compact"), /holds a draft/],
    [{ kind: "shellMode" }, /shell mode/],
    [{ kind: "vimMaybeNormal" }, /NORMAL/],
    [hidden, /not to be seen \(a dialog or another view is open\)/],
  ];
  for (const [state, why] of refused) {
    it(`refuses at ${JSON.stringify(state).slice(0, 60)}, whatever the status`, () => {
      for (const status of ["idle", "busy", "shell", "unknown"] as const) {
        assert.match(whyNotType(status, state, false) ?? "", why);
      }
      for (const status of statuses) assert.notEqual(whyNotType(status, state, false), null);
    });
  }

  const unseen: [(typeof statuses)[number], boolean, RegExp | null][] = [
    ["idle", false, null],
    ["idle", true, /vim keys/],
    ["busy", false, /working/],
    ["shell", false, /shell command/],
    ["unknown", false, /does not say/],
    ["waiting", false, /answer it first/],
    ["background", false, /suspended/],
  ];
  for (const [status, mayBeVim, why] of unseen) {
    it(`${why ? "refuses" : "types"} without a screen: ${status}${mayBeVim ? ", vim keys" : ""}`, () => {
      const said = whyNotType(status, null, mayBeVim);
      if (why) assert.match(said ?? "", why);
      else assert.equal(said, null);
    });
  }
});

describe("whyNotSend", () => {
  it("needs the command alone in the prompt, and Claude Code idle or busy", () => {
    assert.deepEqual(
      statuses.filter((status) => whyNotSend(status, prompt("/compact"), "/compact") === null),
      ["idle", "busy"],
    );
    const others: (PromptState | null)[] = [
      null,
      empty,
      hidden,
      { kind: "shellMode" },
      { kind: "vimMaybeNormal" },
      prompt("x/compact"),
      prompt("/compact", "/config"),
    ];
    for (const state of others) assert.notEqual(whyNotSend("idle", state, "/compact"), null);
  });

  const reasons: [(typeof statuses)[number], PromptState | null, RegExp][] = [
    ["idle", null, /not known/],
    ["shell", prompt("/compact"), /shell command/],
    ["unknown", prompt("/compact"), /does not say/],
    ["waiting", prompt("/compact"), /changed/],
    ["idle", hidden, /changed/],
  ];
  for (const [status, state, why] of reasons) {
    it(`says ${String(why)}: ${status}`, () => {
      assert.match(whyNotSend(status, state, "/compact") ?? "", why);
    });
  }
});
