import assert from "node:assert/strict";
import fc from "fast-check";
import { MINUTE, NOW } from "../../test/webview/snapshots.ts";
import { timeline } from "../../test/webview/timelines.ts";
import { nearestRequest, roundBelow, stepTo, timelineData } from "./timeline.data.ts";

const WIDTH = 600;

describe("timelineData", () => {
  it("numbers the requests on from those that are left out", () => {
    const data = timelineData(timeline([{}, {}, {}], { leftOut: 5000 }), "request", WIDTH);
    assert.deepEqual(data.x, [5001, 5002, 5003]);
    assert.deepEqual([data.from, data.to], [5000.5, 5003.5]);
  });
  it("lays them by their time, without going back when the clock was", () => {
    const data = timelineData(timeline([{ ago: 60 }, { ago: 20 }, { ago: 30 }]), "time", WIDTH);
    assert.deepEqual(data.x, [NOW - 60 * MINUTE, NOW - 20 * MINUTE, NOW - 20 * MINUTE]);
    assert.ok(data.from < NOW - 60 * MINUTE && data.to > NOW - 20 * MINUTE);
  });
  it("has a width with a single request", () => {
    for (const axis of ["request", "time"] as const) {
      const data = timelineData(timeline([{}]), axis, WIDTH);
      assert.ok(data.to > data.from);
      assert.deepEqual(data.context, [{ x: data.x[0], y: 100_000, model: 0 }]);
    }
  });
  it("marks a compaction between two requests, at the context that it took away", () => {
    const session = timeline(
      [
        { context: 160_000, ago: 10 },
        { context: 30_000, ago: 2 },
      ],
      {
        compactions: [{ at: NOW - 8 * MINUTE, auto: true }],
      },
    );
    const [byNumber] = timelineData(session, "request", WIDTH).marks;
    assert.deepEqual([byNumber?.x, byNumber?.y], [1.5, 160_000]);
    const [byTime] = timelineData(session, "time", WIDTH).marks;
    assert.deepEqual([byTime?.x, byTime?.y], [NOW - 8 * MINUTE, 160_000]);
  });
  it("draws no cost where there is no price, and none of height for what is free", () => {
    const data = timelineData(timeline([{ usd: null }, { usd: 0.2 }, { usd: 0 }]), "request", WIDTH);
    assert.deepEqual(data.cost, [
      { x: 2, y: 0.2 },
      { x: 3, y: 0 },
    ]);
  });
  it("shows the models' stretches where there is more than one", () => {
    assert.deepEqual(timelineData(timeline([{}, {}]), "request", WIDTH).bands, []);
    const { bands } = timelineData(timeline([{}, {}, { model: 1 }, { model: 1 }]), "request", WIDTH);
    assert.deepEqual(
      bands.map(({ name, x, end }) => ({ name, x, end })),
      [
        { name: "Sonnet 5.5", x: 1, end: 3 },
        { name: "Opus 5.5", x: 3, end: 4 },
      ],
    );
  });
  it("shows the window unless it would flatten the line", () => {
    const of = (context: number, window: number | null): unknown => {
      const data = timelineData(timeline([{ context }], { window }), "request", WIDTH);
      return [data.window, data.top];
    };
    assert.deepEqual(of(100_000, 200_000), [{ tokens: 200_000, shown: true }, 200_000]);
    assert.deepEqual(of(100_000, 1_000_000), [{ tokens: 1_000_000, shown: false }, 100_000]);
    assert.deepEqual(of(100_000, null), [null, 100_000]);
    assert.deepEqual(of(210_000, 200_000), [{ tokens: 200_000, shown: true }, 210_000]);
  });
  it("draws of a long session the peak, the dearest request and every event", () => {
    const requests = Array.from({ length: 5000 }, (_, index) => ({ context: 20_000 + (index % 37) * 1000, usd: 0.01 }));
    requests[2345] = { context: 199_000, usd: 0.01 };
    requests[3456] = { context: 20_500, usd: 4 };
    const session = timeline(requests.map((request, index) => ({ ...request, rewritten: index === 1234 ? 9000 : 0 })));
    const data = timelineData(session, "request", WIDTH);
    assert.ok(data.context.length <= 4 * WIDTH + 50);
    assert.ok(data.cost.length <= WIDTH + 10);
    assert.ok(data.context.some(({ x, y }) => x === 2346 && y === 199_000));
    assert.ok(data.cost.some(({ x, y }) => x === 3457 && y === 4));
    assert.ok(data.context.some(({ x }) => x === 1235));
  });
});

describe("nearestRequest", () => {
  it("finds the nearest", () => {
    const places = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(places, fc.integer({ min: -100, max: 1100 }), (places, place) => {
        const x = places.toSorted((a, b) => a - b);
        const found = x[nearestRequest(x, place)] ?? Number.NaN;
        assert.equal(Math.abs(found - place), Math.min(...x.map((each) => Math.abs(each - place))));
      }),
    );
  });
  it("finds none among none", () => assert.equal(nearestRequest([], 5), -1));
});

describe("stepTo", () => {
  const steps = (key: string, index: number): number | null => stepTo(key, index, 10, [3, 7]);
  it("goes from request to request, and no further than the ends", () => {
    assert.deepEqual([steps("ArrowRight", 4), steps("ArrowLeft", 4), steps("Home", 4), steps("End", 4)], [5, 3, 0, 9]);
    assert.deepEqual([steps("ArrowRight", 9), steps("ArrowLeft", 0)], [9, 0]);
  });
  it("goes from event to event, then to the ends", () => {
    assert.deepEqual([steps("PageDown", 0), steps("PageDown", 3), steps("PageDown", 7)], [3, 7, 9]);
    assert.deepEqual([steps("PageUp", 9), steps("PageUp", 7), steps("PageUp", 3)], [7, 3, 0]);
  });
  it("leaves other keys alone", () => assert.equal(steps("Tab", 4), null));
});

describe("roundBelow", () => {
  it("is round, and at least two fifths of the value", () => {
    assert.deepEqual([0.15, 0.2, 0.99, 1, 7, 42].map(roundBelow), [0.1, 0.2, 0.5, 1, 5, 20]);
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (value) => {
        const round = roundBelow(value);
        assert.ok(round <= value * (1 + 1e-9) && round >= value * 0.4 * (1 - 1e-9));
      }),
    );
  });
});
