import assert from "node:assert/strict";
import fc from "fast-check";
import { sparklineShape } from "./sparkline.geometry.ts";

const trend = [
  { at: 10, usedPercent: 0 },
  { at: 30, usedPercent: 20 },
  { at: 60, usedPercent: 50 },
];
const end = { low: 70, mid: 80, high: 90 };

describe("sparklineShape", () => {
  it("lays time from edge to edge and use from the floor to the ceiling", () => {
    const shape = sparklineShape({ trend, from: 10, to: 110, projection: null });
    assert.equal(shape?.line, "M0 100L20 80L50 50");
    assert.equal(shape.area, "M0 100L0 100L20 80L50 50L50 100Z");
    assert.equal(shape.last, "M50 50L50 50");
    assert.equal(shape.projection, null);
  });
  it("goes on to the end in a fan", () => {
    const shape = sparklineShape({ trend, from: 10, to: 110, projection: { end, exhaustion: null } });
    assert.deepEqual(shape?.projection, { line: "M50 50L100 20", band: "M50 50L100 10L100 30Z" });
  });
  it("goes on to the ceiling, where it is used up before", () => {
    const exhaustion = { early: 80, mid: 90, late: 100 };
    const full = { low: 96, mid: 100, high: 100 };
    const shape = sparklineShape({ trend, from: 10, to: 110, projection: { end: full, exhaustion } });
    assert.deepEqual(shape?.projection, { line: "M50 50L80 0", band: "M50 50L70 0L100 0L100 4Z" });
  });
  it("draws nothing of nothing", () => {
    assert.equal(sparklineShape({ trend: [], from: 0, to: 100, projection: null }), null);
    assert.equal(sparklineShape({ trend, from: 100, to: 100, projection: null }), null);
  });
  it("stays in its square, whatever the clocks and the readings say", () => {
    const point = fc.record({ at: fc.integer(), usedPercent: fc.double({ noNaN: true, min: -50, max: 400 }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), fc.nat(), (trend, length) => {
        const shape = sparklineShape({ trend, from: 0, to: length + 1, projection: { end, exhaustion: null } });
        assert.ok(shape?.projection);
        const numbers = [shape.line, shape.area, shape.last, shape.projection.band].join(" ").match(/-?[\d.e+]+/g);
        for (const number of numbers ?? []) assert.ok(Number(number) >= 0 && Number(number) <= 100, number);
      }),
    );
  });
});
