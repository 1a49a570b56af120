import assert from "node:assert/strict";
import fc from "fast-check";
import {
  formatAge,
  formatClock,
  formatCost,
  formatCount,
  formatCountdown,
  formatDate,
  formatPercent,
  formatPercentRange,
  formatSpan,
  formatTokens,
  formatUsd,
  formatUsdRange,
} from "./format.ts";
import { setLocale } from "./locale.ts";
import type { Cost } from "./snapshot.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function cost(overrides: Partial<Cost>): Cost {
  return {
    usd: 4.12,
    sideUsd: 0,
    requests: 10,
    lowerBoundRequests: 0,
    estimatedMissingUsd: 0,
    unpricedRequests: 0,
    ...overrides,
  };
}

describe("formatCost", () => {
  it("writes a plain sum to the cent", () => {
    assert.equal(formatCost(cost({})), "$4.12");
    assert.equal(formatCost(cost({ usd: 1234.5 })), "$1,234.50");
  });
  it("marks a lower bound", () => {
    assert.equal(formatCost(cost({ lowerBoundRequests: 1 })), "≥ $4.12");
    assert.equal(formatCost(cost({ lowerBoundRequests: 1, usd: 0.002 })), "> $0.00");
  });
  it("never writes a sum for unpriced requests only", () => {
    assert.equal(formatCost(cost({ usd: 0, requests: 3, unpricedRequests: 3 })), "unpriced");
    assert.equal(formatCost(cost({ usd: 0, requests: 3, unpricedRequests: 3, lowerBoundRequests: 3 })), "unpriced");
  });
  it("adds what Claude Code reported beyond the count", () => {
    assert.equal(formatCost(cost({ sideUsd: 0.03 })), "$4.15");
    assert.equal(formatCost(cost({ sideUsd: 0.03, lowerBoundRequests: 1 })), "≥ $4.15");
    assert.equal(formatCost(cost({ usd: 0, requests: 0, sideUsd: 0.03 })), "$0.03");
    assert.equal(formatCost(cost({ usd: 0, requests: 3, unpricedRequests: 3, sideUsd: 2 })), "$2.00 + 3 unpriced");
  });
  it("says how many requests a sum leaves out", () => {
    assert.equal(formatCost(cost({ unpricedRequests: 3 })), "$4.12 + 3 unpriced");
    assert.equal(formatCost(cost({ unpricedRequests: 3, lowerBoundRequests: 1 })), "≥ $4.12 + 3 unpriced");
  });
  it("writes zero for no requests", () => {
    assert.equal(formatCost(cost({ usd: 0, requests: 0 })), "$0.00");
  });
  it("writes $0.00 only for a cost that is truly nothing", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.nat(50),
        fc.nat(50),
        fc.nat(50),
        (usd, priced, unpriced, lower) => {
          const text = formatCost({
            usd: priced === 0 ? 0 : usd,
            sideUsd: 0,
            requests: priced + unpriced,
            unpricedRequests: unpriced,
            lowerBoundRequests: Math.min(lower, priced),
          });
          if (text === "$0.00") assert.ok(unpriced === 0 && (usd === 0 || priced === 0));
          assert.equal(text.includes("unpriced"), unpriced > 0);
        },
      ),
    );
  });
});

describe("formatUsd", () => {
  it("keeps a fraction of a cent apart from nothing", () => {
    assert.equal(formatUsd(0), "$0.00");
    assert.equal(formatUsd(-0), "$0.00");
    assert.equal(formatUsd(0.0099), "<$0.01");
    assert.equal(formatUsd(0.01), "$0.01");
  });
  it("is within half a cent of the amount", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), (usd) => {
        assert.ok(Math.abs(Number(formatUsd(usd).replaceAll(/[$,]/g, "")) - usd) <= 0.005 + 1e-9);
      }),
    );
  });
});

describe("formatTokens", () => {
  for (const [tokens, text] of [
    [0, "0"],
    [999, "999"],
    [1_000, "1K"],
    [9_440, "9.4K"],
    [9_960, "10K"],
    [211_600, "212K"],
    [999_499, "999K"],
    [999_500, "1M"],
    [1_234_567, "1.2M"],
    [123_400_000, "123M"],
    [1_500_000_000, "1.5B"],
  ] as const)
    it(`writes ${tokens} as ${text}`, () => assert.equal(formatTokens(tokens), text));

  it("is within 5% of the number and at most five characters long", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000_000_000 }), (tokens) => {
        const text = formatTokens(tokens);
        const unit = { K: 1e3, M: 1e6, B: 1e9 }[text.at(-1) ?? ""] ?? 1;
        assert.ok(Math.abs(Number.parseFloat(text) * unit - tokens) <= tokens * 0.05);
        assert.ok(text.length <= 5);
      }),
    );
  });
  it("never shrinks when the number grows", () => {
    const value = (text: string): number =>
      Number.parseFloat(text) * ({ K: 1e3, M: 1e6, B: 1e9 }[text.at(-1) ?? ""] ?? 1);
    fc.assert(
      fc.property(fc.nat(2_000_000_000), fc.nat(1_000_000), (tokens, more) => {
        assert.ok(value(formatTokens(tokens)) <= value(formatTokens(tokens + more)));
      }),
    );
  });
});

describe("formatPercent", () => {
  it("rounds to whole percent", () => {
    assert.equal(formatPercent(61.6), "62%");
    assert.equal(formatPercent(0), "0%");
    assert.equal(formatPercent(100), "100%");
    assert.equal(formatPercent(104.2), "104%");
  });
  it("says 0% and 100% only when it is so", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (percent) => {
        const text = formatPercent(percent);
        if (text === "0%") assert.equal(percent, 0);
        if (text === "100%") assert.equal(percent, 100);
      }),
    );
  });
});

describe("formatCountdown", () => {
  for (const [ms, text] of [
    [-1, "now"],
    [0, "now"],
    [30_000, "<1 min"],
    [14 * MINUTE, "14 min"],
    [2 * HOUR + 14 * MINUTE + 59_000, "2 h 14 min"],
    [2 * HOUR, "2 h"],
    [3 * DAY + 4 * HOUR, "3 d 4 h"],
    [3 * DAY, "3 d"],
  ] as const)
    it(`writes ${ms} ms as ${text}`, () => assert.equal(formatCountdown(ms), text));
});

describe("formatClock", () => {
  const now = new Date(2026, 10, 18, 15, 0).getTime();
  const plain = (text: string): string => text.replaceAll(/\s/g, " ");

  it("gives the time alone today", () => {
    assert.equal(plain(formatClock(new Date(2026, 10, 18, 9, 5).getTime(), now, "en-US")), "9:05 AM");
    assert.equal(formatClock(new Date(2026, 10, 18, 0, 0).getTime(), now, "en-GB"), "0:00");
  });
  it("adds the weekday on the six days before and after", () => {
    assert.match(formatClock(new Date(2026, 10, 19, 0, 0).getTime(), now, "en-US"), /^Thu/);
    assert.match(formatClock(new Date(2026, 10, 24, 23, 59).getTime(), now, "en-US"), /^Tue/);
  });
  it("gives the date from a week on", () => {
    assert.match(formatClock(new Date(2026, 10, 25, 0, 0).getTime(), now, "en-US"), /^Nov 25/);
  });
});

describe("formatAge", () => {
  for (const [ms, text] of [
    [-5, "<1 min"],
    [59_999, "<1 min"],
    [12 * MINUTE, "12 min"],
    [3 * HOUR + 59 * MINUTE, "3 h"],
    [2 * DAY, "2 d"],
  ] as const)
    it(`writes ${ms} ms as ${text}`, () => assert.equal(formatAge(ms), text));
});

describe("ranges", () => {
  it("of percentages say the unit once, and one figure when both ends read the same", () => {
    assert.equal(formatPercentRange(12, 31.4), "12–31%");
    assert.equal(formatPercentRange(0.2, 4), "<1–4%");
    assert.equal(formatPercentRange(30.6, 31.4), "31%");
  });
  it("of amounts", () => {
    assert.equal(formatUsdRange(0.42, 0.61), "$0.42–$0.61");
    assert.equal(formatUsdRange(0.001, 0.002), "<$0.01");
  });
});

describe("formatDate", () => {
  const now = new Date(2026, 10, 18).getTime();
  it("adds the year when it is another one", () => {
    assert.equal(formatDate(new Date(2026, 8, 14).getTime(), now, "en-US"), "Sep 14");
    assert.equal(formatDate(new Date(2025, 8, 14).getTime(), now, "en-US"), "Sep 14, 2025");
  });
});

describe("formatSpan", () => {
  const from = new Date(2026, 10, 18, 4, 10).getTime();
  it("says the day once when it begins and ends on one", () => {
    assert.match(formatSpan(from, from + 5 * HOUR, "en-GB"), /^Wed 18 Nov, 0?4:10–0?9:10$/);
    assert.match(formatSpan(from, from + 7 * DAY, "en-GB"), /^Wed 18 Nov, .+Wed 25 Nov, /);
  });
});

describe("another language", () => {
  before(() => setLocale("de-DE"));
  after(() => setLocale(null));
  const plain = (text: string): string => text.replaceAll(/\s/g, " ");

  it("writes dollars its own way, and does not convert them", () => {
    assert.equal(plain(formatUsd(1234.5)), "1.234,50 $");
    assert.equal(plain(formatUsd(0.004)), "<0,01 $");
    assert.equal(plain(formatUsd(-0.001)), "0,00 $");
    assert.equal(plain(formatUsd(-2)), "-2,00 $");
    assert.equal(plain(formatUsd(1.005)), "1,01 $");
  });
  it("writes percentages and ranges of them its own way", () => {
    assert.equal(plain(formatPercent(61.6)), "62 %");
    assert.equal(plain(formatPercent(0.4)), "<1 %");
    assert.equal(plain(formatPercentRange(12, 31.4)), "12–31 %");
  });
  it("keeps the letters of token counts", () => {
    assert.equal(formatTokens(9_440), "9,4K");
    assert.equal(formatTokens(211_600), "212K");
    assert.equal(formatTokens(950), "950");
  });
  it("groups digits its own way", () => {
    assert.equal(formatCount(1_234_567), "1.234.567");
  });
  it("writes dates and times its own way", () => {
    const now = new Date(2026, 10, 18, 15, 0).getTime();
    assert.equal(formatClock(new Date(2026, 10, 18, 9, 5).getTime(), now), "9:05");
    assert.equal(formatDate(new Date(2026, 8, 14).getTime(), now), "14. Sept.");
  });
});
