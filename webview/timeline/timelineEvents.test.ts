import assert from "node:assert/strict";
import { NOW } from "../../test/webview/snapshots.ts";
import { timeline } from "../../test/webview/timelines.ts";
import { timelineEvents } from "./timelineEvents.ts";

describe("timelineEvents", () => {
  it("has a line for each request that something is to be told of, oldest first", () => {
    const requests = Array.from({ length: 30 }, (_, index) => ({
      usd: index < 12 ? 0.01 * (index + 1) : null,
      rewritten: index === 11 || index === 25 ? 80_000 : 0,
    }));
    const events = timelineEvents(timeline(requests, { leftOut: 100, compactions: [{ at: NOW + 1, auto: false }] }));
    assert.deepEqual(
      events.map(({ number }) => number),
      [103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 126, null],
    );
    assert.deepEqual(events.at(-3)?.what, ["Cache break: 80K tokens written again.", "The dearest request."]);
    assert.deepEqual(events[0]?.what, ["Among the ten dearest: no. 10."]);
    assert.deepEqual(
      events.slice(-2).map(({ what, context, usd }) => ({ what, context, usd })),
      [
        { what: ["Cache break: 80K tokens written again."], context: 100_000, usd: null },
        { what: ["Compacted before it, on request."], context: null, usd: null },
      ],
    );
    assert.equal(events.at(-1)?.at, NOW + 1);
  });
  it("is empty where there is nothing to tell", () => assert.deepEqual(timelineEvents(timeline([{ usd: null }])), []));
});
