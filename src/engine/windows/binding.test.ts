import assert from "node:assert/strict";
import fc from "fast-check";
import { bindingWindow, mostRoom } from "./binding.ts";
import { endsIn, forecast, gauge, NOW, paceOf } from "./testGauges.ts";

const HOUR = 3_600_000;
const binding = (...gauges: Parameters<typeof bindingWindow>[0]) => bindingWindow(gauges, NOW);

describe("bindingWindow", () => {
  it("is the likeliest to be used up, and of several likely ones the one that ends first", () => {
    assert.equal(binding(gauge("five", 80, forecast(0.1)), gauge("week", 60, forecast(0.4))), "week");
    assert.equal(
      binding(gauge("five", 40, forecast(0.6, endsIn(2))), gauge("week", 90, forecast(0.9, endsIn(30)))),
      "five",
    );
    assert.equal(binding(gauge("five", 40, forecast(0.3)), gauge("week", 90, forecast(0.9))), "week");
  });

  it("has one that is used up before all others", () => {
    assert.equal(binding(gauge("five", 40, forecast(0.9, endsIn(1))), gauge("week", 100)), "week");
    assert.equal(binding(gauge("five", 99, forecast(0.9, endsIn(1))), gauge("week", 100, { stale: true })), "week");
  });

  it("tells chances that are about alike apart by where they will end", () => {
    const end = (mid: number) => ({ endPercent: { low: mid - 5, mid, high: mid + 5 } });
    assert.equal(binding(gauge("five", 50, forecast(0.01, end(55))), gauge("week", 30, forecast(0, end(70)))), "week");
  });

  it("compares by pace where nothing is forecast, and by use where there is no pace", () => {
    assert.equal(binding(gauge("five", 60, paceOf(70)), gauge("week", 40, paceOf(20))), "week");
    assert.equal(binding(gauge("five", 60), gauge("week", 61)), "week");
    assert.equal(binding(gauge("five", 30, paceOf(10)), gauge("week", 61)), "week");
  });

  it("keeps to a forecast that is likely, and gives up an unlikely one for a gauge that is tighter", () => {
    const silent = gauge("opus", 70, paceOf(60));
    assert.equal(binding(gauge("five", 40, { ...forecast(0.8), ...paceOf(45) }), silent), "five");
    assert.equal(binding(gauge("five", 40, { ...forecast(0.1), ...paceOf(45) }), silent), "opus");
  });

  it("lets a stale one count for what it is surely used", () => {
    const stale = gauge("week", 60, { stale: true, ...forecast(0.9, endsIn(1)) });
    assert.equal(binding(gauge("five", 30, forecast(0.1)), stale), "week");
    assert.equal(binding(gauge("five", 30, forecast(0.6)), stale), "five");
    assert.equal(binding(gauge("five", 70, forecast(0.1)), stale), "five");
    assert.equal(binding(stale), "week");
  });

  it("never is a window that has reset", () => {
    assert.equal(binding(gauge("five", 99, { resetsAt: NOW }), gauge("week", 3)), "week");
    assert.equal(binding(gauge("five", 99, { resetsAt: NOW - 1 })), null);
    assert.equal(binding(), null);
    assert.equal(binding(gauge("spend", 10, { resetsAt: null })), "spend");
  });

  it("of equal figures takes the one that ends first, in whatever order they come", () => {
    const late = gauge("week", 50, { resetsAt: NOW + 99 * HOUR });
    assert.equal(binding(late, gauge("five", 50)), "five");
    const any = fc.record({
      used: fc.integer({ min: 0, max: 100 }),
      kind: fc.constantFrom("forecast", "pace", "plain", "stale"),
      other: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 6 }), fc.nat(), (list, turn) => {
        const gauges = list.map(({ used, kind, other }, index) =>
          gauge(`g${index}`, used, {
            stale: kind === "stale",
            ...(kind === "pace" ? paceOf(other) : {}),
            ...(kind === "forecast" ? forecast(other / 100) : {}),
          }),
        );
        const by = turn % gauges.length;
        assert.equal(binding(...gauges.slice(by), ...gauges.slice(0, by)), binding(...gauges));
        assert.equal(binding(...gauges.toReversed()), binding(...gauges));
      }),
    );
  });
});

describe("mostRoom", () => {
  const account = (configDir: string, used: number, overrides = {}) => ({
    configDir,
    gauges: [gauge("week", 99), gauge("five", used, { binds: true, ...overrides })],
  });

  it("is the directory whose binding gauge has the most left, or the least chance to run out", () => {
    assert.equal(mostRoom([account("/a", 40), account("/b", 30), account("/c", 80)]), "/b");
    assert.equal(mostRoom([account("/a", 40, forecast(0.1)), account("/b", 30, forecast(0.7))]), "/a");
    assert.equal(mostRoom([account("/a", 40, forecast(0.1)), account("/b", 30)]), "/b");
    assert.equal(mostRoom([account("/a", 40, forecast(0.11)), account("/b", 30, forecast(0.12))]), "/b");
  });

  it("says nothing of one, of none known beside it, or of two alike", () => {
    assert.equal(mostRoom([account("/a", 40)]), null);
    assert.equal(mostRoom([account("/a", 40), { configDir: "/b", gauges: [] }]), null);
    assert.equal(mostRoom([account("/a", 40), account("/b", 40)]), null);
  });
});
