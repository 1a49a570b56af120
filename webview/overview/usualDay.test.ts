import assert from "node:assert/strict";
import type { UsualDay } from "../../src/shared/snapshot.ts";
import { usualBarPlaces, usualRangeText, usualText } from "./usualDay.ts";

const usual = {
  kind: "known",
  soFar: { low: 4, mid: 6, high: 9 },
  whole: { low: 9, mid: 14, high: 20 },
  days: 21,
} as const satisfies UsualDay;

describe("usualText", () => {
  it("compares with the middle half of the days by now", () => {
    assert.equal(usualText(4, usual), "about as usual by now");
    assert.equal(usualText(9, usual), "about as usual by now");
    assert.equal(usualText(3.99, usual), "less than usual by now");
    assert.equal(usualText(12.6, usual), "2.1× the usual by now");
  });
  it("makes no large multiple of little", () => {
    const early: UsualDay = { ...usual, soFar: { low: 0, mid: 0.05, high: 0.2 } };
    assert.equal(usualText(5, early), "more than 10× the usual by now");
    assert.equal(usualText(5, { ...usual, soFar: { low: 0, mid: 0, high: 0 } }), "more than usual by now");
    assert.equal(usualText(0, { ...usual, soFar: { low: 0, mid: 0, high: 0 } }), "about as usual by now");
  });
  it("calls nothing a multiple that rounds to one", () => {
    assert.equal(usualText(6.2, { ...usual, soFar: { low: 6, mid: 6, high: 6.1 } }), "about as usual by now");
  });
  it("says how many days it still lacks", () => {
    assert.equal(usualText(4, { kind: "unknown", days: 1 }), "1 day with use so far; 5 tell what is usual");
    assert.equal(usualText(4, { kind: "unknown", days: 3 }), "3 days with use so far; 5 tell what is usual");
  });
});

describe("usualRangeText", () => {
  it("gives the range by now, and of whole days", () => {
    const { text, note } = usualRangeText(usual);
    assert.equal(text, "usual by now $4.00–$9.00, whole day $14.00");
    assert.match(note, /middle half of the 21 days .* \$9\.00–\$20\.00/);
  });
});

describe("usualBarPlaces", () => {
  it("ends with the usual whole day", () => {
    assert.deepEqual(usualBarPlaces(10, usual), { today: 50, from: 20, to: 45 });
  });
  it("reaches as far as today does", () =>
    assert.deepEqual(usualBarPlaces(40, usual), { today: 100, from: 10, to: 22.5 }));
  it("is empty where nothing is usual and nothing was spent", () => {
    const none = { low: 0, mid: 0, high: 0 };
    assert.deepEqual(usualBarPlaces(0, { ...usual, soFar: none, whole: none }), { today: 0, from: 0, to: 0 });
  });
});
