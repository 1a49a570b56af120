import assert from "node:assert/strict";
import { dayStart } from "../../shared/days.ts";
import { NO_FIGURES } from "./figures.ts";
import { PriceBook } from "./prices.ts";
import type { QuarterFigures } from "./quarterReader.ts";
import { spendFrom, spendStart } from "./spend.ts";

const now = new Date(2026, 5, 20, 15, 0).getTime();
const PRICES = new PriceBook();
const quarter = (at: number, costUSD: number, overrides: Partial<QuarterFigures> = {}): QuarterFigures => ({
  ...NO_FIGURES,
  at,
  model: "claude-opus-5-5",
  requests: 1,
  costUSD,
  ...overrides,
});

describe("spendFrom", () => {
  it("adds up the local days of each period", () => {
    const { spend } = spendFrom(
      [
        quarter(dayStart(now, -29), 1),
        quarter(dayStart(now, -7) + 1, 2),
        quarter(dayStart(now, -6), 4),
        quarter(dayStart(now) - 1, 8),
        quarter(dayStart(now), 16, { model: "claude-haiku-5-5" }),
        quarter(now, 32),
      ],
      [],
      now,
      PRICES,
    );
    assert.equal(spend.today.total.usd, 48);
    assert.equal(spend.last7Days.total.usd, 60);
    assert.equal(spend.last30Days.total.usd, 63);
    assert.deepEqual(
      spend.today.byModel.map(({ name, cost }) => [name, cost.usd]),
      [
        ["Opus 5.5", 32],
        ["Haiku 5.5", 16],
      ],
    );
  });

  it("counts rows dated in the future as today's", () => {
    assert.equal(spendFrom([quarter(now + 3 * 86_400_000, 5)], [], now, PRICES).spend.today.total.usd, 5);
  });

  it("adds what Claude Code reported beyond the count, on its day and to its model", () => {
    const { spend } = spendFrom(
      [quarter(now, 4)],
      [
        { at: now, model: "claude-opus-5-5", usd: 0.5 },
        { at: now, model: "", usd: 8 },
        { at: dayStart(now) - 1, model: "claude-haiku-5-5", usd: 0.25 },
        { at: spendStart(now), model: "claude-haiku-5-5", usd: 1 },
      ],
      now,
      PRICES,
    );
    assert.equal(spend.today.total.usd, 4);
    assert.deepEqual(
      [spend.today, spend.last7Days, spend.last30Days].map(({ total }) => total.sideUsd),
      [8.5, 8.75, 9.75],
    );
    assert.deepEqual(
      spend.today.byModel.map(({ name, priceSource, cost }) => [name, priceSource, cost.usd, cost.sideUsd]),
      [
        ["Side calls", null, 0, 8],
        ["Opus 5.5", "table", 4, 0.5],
      ],
    );
  });

  it("passes on what lower bounds may lack, in no sum", () => {
    const { total } = spendFrom([quarter(now, 1, { lowerBoundRequests: 1, estimatedMissingUSD: 2 })], [], now, PRICES)
      .spend.today;
    assert.deepEqual([total.usd, total.sideUsd, total.estimatedMissingUsd], [1, 0, 2]);
  });

  it("names what has no price", () => {
    const rows = [quarter(now, 0, { model: "claude-next-9", requests: 3, unpricedRequests: 3 }), quarter(now, 1)];
    assert.deepEqual(spendFrom(rows, [], now, PRICES).unpriced, [{ model: "claude-next-9", requests: 3 }]);
  });
});
