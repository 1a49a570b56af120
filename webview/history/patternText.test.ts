import assert from "node:assert/strict";
import type { UsagePattern } from "../../src/shared/historyPages.ts";
import { patternBasis, patternMeaning, patternMeasure, patternName, patternUnknown } from "./patternText.ts";

const pattern = (kind: UsagePattern["kind"], peakShare = 0.2): UsagePattern => ({
  kind,
  medianDayUsd: 6.9,
  activeDays: 22,
  ofDays: 30,
  peakShare,
});
const KINDS = ["light", "moderate", "heavy"] as const;

describe("the pattern of use", () => {
  it("stands on its basis", () => {
    assert.equal(
      patternBasis(pattern("light")),
      "Your median day with use cost $6.90. You used Claude Code on 22 of the last 30 days, and the dearest tenth of those days made 20% of the cost.",
    );
  });
  it("is named, measured and made use of differently for each kind", () => {
    for (const say of [patternName, patternMeasure, patternMeaning]) {
      assert.equal(new Set(KINDS.map((kind) => say(pattern(kind)))).size, 3);
    }
  });
  it("points at the peak days where they decide", () => {
    for (const kind of KINDS) assert.match(patternMeaning(pattern(kind, 0.5)), /peak days/);
  });
  it("says what is missing while it is not known", () => {
    assert.equal(patternUnknown(0), "Shown from 5 days with use on.");
    assert.equal(patternUnknown(3), "Shown from 5 whole days with use on; so far there are 3.");
  });
});
