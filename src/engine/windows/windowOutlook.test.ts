import assert from "node:assert/strict";
import fc from "fast-check";
import type { LocalUse } from "./localUse.ts";
import { DAY, HOUR, testHistory, type TestHistory } from "./testHistory.ts";
import { windowOutlook, type OutlookInputs } from "./windowOutlook.ts";
import type { WindowReading } from "./windowReading.ts";

/** The outlook at a reading of the last day, at one o'clock: four hours into the window. */
function inputs(overrides: Partial<OutlookInputs> = {}, history: Partial<TestHistory> = {}): OutlookInputs {
  const { use, readings } = testHistory({ days: 30, ...history });
  const day = (readings.at(-1)?.at ?? 0) - 4 * HOUR;
  const told = readings.filter(({ at }) => at <= day);
  const last = told.at(-1);
  assert.ok(last);
  const count = use.at.filter((at) => at <= last.at).length;
  return {
    readings: told,
    use: { ...use, at: use.at.subarray(0, count) },
    windowMs: 5 * HOUR,
    resetsAt: last.resetsAt,
    usedPercent: last.usedPercent,
    now: last.at,
    seed: 1,
    ...overrides,
  };
}

const forecastOf = (given: OutlookInputs) => {
  const { outlook } = windowOutlook(given);
  assert.ok(outlook.kind === "forecast", outlook.kind === "silent" ? outlook.reason : "");
  return outlook;
};

const silence = (given: OutlookInputs) => {
  const { outlook } = windowOutlook(given);
  return outlook.kind === "silent" ? outlook.reason : null;
};

describe("windowOutlook", () => {
  it("says where a window that lasts will end, and gives the same for the same seed", () => {
    const given = inputs({}, { percentPerToken: () => 3e-5 });
    const { hitProbability, endPercent, exhaustion, backtest } = forecastOf(given);
    assert.equal(hitProbability, 0);
    assert.equal(exhaustion, null);
    assert.ok(endPercent && endPercent.low > given.usedPercent && endPercent.high < 100);
    assert.ok(backtest.coverage >= 0.7 && backtest.intervals >= 8);
    assert.deepEqual(windowOutlook(given), windowOutlook(given));
  });

  it("says when a window that does not last is used up", () => {
    const given = inputs({}, { percentPerToken: () => 7.5e-5 });
    const used = { ...given, usedPercent: 92 };
    const { hitProbability, endPercent, exhaustion } = forecastOf(used);
    assert.ok(hitProbability > 0.9, String(hitProbability));
    assert.equal(endPercent?.mid, 100);
    assert.ok(exhaustion && exhaustion.early > used.now && exhaustion.late < (used.resetsAt ?? 0));
    assert.ok(exhaustion.early <= exhaustion.mid && exhaustion.mid <= exhaustion.late);
  });

  it("is certain of a window that is used up, and has no time for it", () => {
    const { hitProbability, exhaustion, endPercent } = forecastOf(inputs({ usedPercent: 100 }));
    assert.deepEqual([hitProbability, exhaustion, endPercent?.low ?? 100], [1, null, 100]);
  });

  it("shows no interval before it could be tested on past windows, but the probability", () => {
    const given = inputs();
    const readings = given.readings.filter(({ resetsAt }) => (resetsAt ?? 0) > given.now - 20 * HOUR);
    const { endPercent, exhaustion, backtest } = forecastOf({ ...given, readings });
    assert.ok(backtest.intervals < 8);
    assert.deepEqual([endPercent, exhaustion], [null, null]);
  });

  it("is silent where it cannot tell, and says why", () => {
    assert.match(silence(inputs({ readings: [] })) ?? "", /Too few changes .* 0 of the 8/);
    const given = inputs();
    assert.match(silence({ ...given, resetsAt: null }) ?? "", /does not say when this window resets/);
    assert.match(silence({ ...given, resetsAt: given.now }) ?? "", /has reset/);
    const none: LocalUse = { ...given.use, at: new Float64Array() };
    assert.match(silence({ ...given, use: none }) ?? "", /Too few changes/);
  });

  it("gives what a percent costs and that nothing came from elsewhere", () => {
    const { price } = windowOutlook(inputs());
    assert.ok(price?.elsewhereShare);
    // A token costs 4 millionths of a dollar and takes 6e-5 percent.
    assert.ok(price.usdPerPercent.low <= 0.068 && price.usdPerPercent.high >= 0.065, JSON.stringify(price));
    assert.ok(price.elsewhereShare.low < 0.05 && price.elsewhereShare.mid < 0.1);
    assert.equal(price.changedAt, null);
  });

  it("has no price of a percent without a model's price, and still forecasts", () => {
    const given = inputs({}, { models: [{ weight: 1, inputPrice: null }] });
    const { outlook, price } = windowOutlook(given);
    assert.equal(outlook.kind, "forecast");
    assert.equal(price, null);
  });

  it("sees use from elsewhere in the open window", () => {
    const given = inputs({}, { percentPerToken: () => 3e-5 });
    const share = windowOutlook({ ...given, usedPercent: 2 * given.usedPercent }).price?.elsewhereShare;
    assert.ok(share && share.low > 0.4 && share.high < 0.6, JSON.stringify(share));
  });

  it("never throws, and never gives what is no number, whatever it is given", () => {
    const time = fc.integer({ min: 0, max: 100 * 24 * 60 }).map((minute) => minute * 60_000);
    const reading: fc.Arbitrary<WindowReading> = fc.record({
      at: time,
      until: time,
      usedPercent: fc.oneof(fc.integer({ min: 0, max: 130 }), fc.constant(Number.NaN)),
      resetsAt: fc.oneof(fc.constant(null), time),
    });
    const tokens = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e7 }));
    const request = fc.tuple(time, fc.integer({ min: 0, max: 2 }), tokens, tokens, tokens, tokens);
    const price = fc.oneof(fc.constant(null), fc.constant(0), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(
        fc.array(reading, { maxLength: 120 }),
        fc.array(request, { maxLength: 200 }),
        fc.tuple(price, price, price),
        fc.record({ resetsAt: fc.oneof(fc.constant(null), time), usedPercent: fc.integer({ min: 0, max: 120 }) }),
        fc.tuple(time, fc.boolean(), fc.boolean()),
        (readings, requests, inputPrices, gauge, [now, isShort, isSorted]) => {
          const sorted = requests.toSorted((a, b) => a[0] - b[0]);
          const column = (i: 0 | 1 | 2 | 3 | 4 | 5) => Float64Array.from(sorted, (row) => row[i]);
          const use: LocalUse = {
            models: ["a", "b", "c"],
            inputPrices,
            at: column(0),
            model: Uint16Array.from(column(1)),
            input: column(2),
            write: column(3),
            read: column(4),
            output: column(5),
            usd: column(2),
          };
          const told = isSorted
            ? readings.toSorted((a, b) => a.at - b.at).map((one) => ({ ...one, until: one.at }))
            : readings;
          const result = windowOutlook({
            readings: told,
            use,
            windowMs: isShort ? 5 * HOUR : 7 * DAY,
            now,
            seed: 3,
            ...gauge,
          });
          assertNumbers(result);
        },
      ),
      { numRuns: 150, seed: 7 },
    );
  });

  it("stands noise in a sound history: jumps of the clock, values that fall, resets that are missing or move", () => {
    const given = inputs();
    const noise = fc.array(
      fc.record({
        place: fc.integer({ min: 0, max: given.readings.length - 1 }),
        shift: fc.integer({ min: -3 * DAY, max: 3 * DAY }),
        kind: fc.constantFrom("clock", "value", "reset", "none"),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(noise, (changes) => {
        const readings = given.readings.map((one) => ({ ...one }));
        for (const { place, shift, kind } of changes) {
          const one = readings[place];
          if (!one) continue;
          if (kind === "clock") [one.at, one.until] = [one.at + shift, one.until + shift];
          else if (kind === "value") one.usedPercent = Math.abs(shift) % 101;
          else one.resetsAt = kind === "none" || one.resetsAt === null ? null : one.resetsAt + shift;
        }
        const result = windowOutlook({ ...given, readings });
        assertNumbers(result);
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

function assertNumbers(value: unknown): void {
  if (typeof value === "number") return assert.ok(Number.isFinite(value), JSON.stringify(value));
  if (value !== null && typeof value === "object") for (const part of Object.values(value)) assertNumbers(part);
}
