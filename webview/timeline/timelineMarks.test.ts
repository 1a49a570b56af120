import assert from "node:assert/strict";
import { MINUTE, NOW } from "../../test/webview/snapshots.ts";
import { timeline } from "../../test/webview/timelines.ts";
import { dearestRequests, modelBands, timelineMarks } from "./timelineMarks.ts";

const ago = (minutes: number): number => NOW - minutes * MINUTE;

describe("timelineMarks", () => {
  it("tells compactions, switches of the model and cache breaks in their order", () => {
    const session = timeline([{}, { rewritten: 50_000 }, {}, { model: 1, rewritten: 90_000 }], {
      compactions: [{ at: ago(1.5), auto: true }],
    });
    assert.deepEqual(timelineMarks(session), [
      { kind: "break", index: 1, at: ago(2), tokens: 50_000 },
      { kind: "compaction", index: 2, at: ago(1.5), auto: true },
      { kind: "switch", index: 3, at: ago(0), from: "Sonnet 5.5", to: "Opus 5.5" },
      { kind: "break", index: 3, at: ago(0), tokens: 90_000 },
    ]);
  });
  it("puts a compaction that no request followed after the last", () => {
    const compactions = [{ at: NOW + 1, auto: null }];
    assert.deepEqual(timelineMarks(timeline([{}, {}], { compactions })), [
      { kind: "compaction", index: 2, at: NOW + 1, auto: null },
    ]);
  });
  it("has a compaction of the very time of a request before it, as the engine has", () => {
    const compactions = [{ at: ago(1), auto: true }];
    assert.deepEqual(timelineMarks(timeline([{}, {}, {}], { compactions })), [
      { kind: "compaction", index: 1, at: ago(1), auto: true },
    ]);
  });
  it("leaves out compactions among the requests that are left out", () => {
    const compactions = [{ at: ago(60), auto: true }];
    assert.equal(timelineMarks(timeline([{}, {}], { compactions, leftOut: 7 })).length, 0);
    assert.equal(timelineMarks(timeline([{}, {}], { compactions, leftOut: 0 })).length, 1);
  });
});

describe("modelBands", () => {
  it("joins requests of one model that follow each other", () => {
    assert.deepEqual(modelBands(timeline([{}, {}, { model: 1 }, {}])), [
      { model: 0, name: "Sonnet 5.5", from: 0, to: 1 },
      { model: 1, name: "Opus 5.5", from: 2, to: 2 },
      { model: 0, name: "Sonnet 5.5", from: 3, to: 3 },
    ]);
  });
});

describe("dearestRequests", () => {
  it("has at most ten, dearest first, the earlier of equals first, none without a price", () => {
    assert.deepEqual(dearestRequests([0.1, null, 0.3, 0, 0.3, 0.2]), [2, 4, 5, 0]);
    assert.equal(dearestRequests(Array.from({ length: 30 }, () => 1)).length, 10);
  });
});
