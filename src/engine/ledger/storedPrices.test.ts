import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import type { ReportedModel, RequestRow } from "../sources/transcriptRow.ts";
import type { PriceSettings } from "../../shared/priceSettings.ts";
import { Ledger } from "./ledger.ts";
import { openStore } from "./store.ts";
import { costOf, part, request, tokens } from "./testParts.ts";

const at = (minute: number) => Date.UTC(2026, 10, 20, 12, minute);
const RATES = { input: 1, output: 5, cacheWrite5m: 1.25, cacheWrite1h: 2, cacheRead: 0.1 };

describe("the prices of a store", () => {
  let db: DatabaseSync;
  beforeEach(() => (db = openStore({ kind: "memory" })));
  afterEach(() => db.close());

  const open = (settings?: PriceSettings) => new Ledger(db, settings);

  const add = (ledger: Ledger, sid: string, requests: RequestRow[], models: ReportedModel[] = [], unknown = false) => {
    const totalCostUsd = models.reduce((sum, { costUsd }) => sum + costUsd, 0);
    const row = { kind: "costState", sessionId: sid, totalCostUsd, hasUnknownModelCost: unknown, models } as const;
    ledger.begin();
    ledger.add(
      { configDir: "/c", sessionId: sid, firstTimestamp: at(0) },
      part({
        requests: requests.map((request) => ({ ...request, sessionId: sid })),
        reports: models.length > 0 ? [{ row, at: at(30), last: true }] : [],
        firstTimestamp: at(0),
      }),
    );
    ledger.commit();
  };
  const one = (sql: string) => Object.values(db.prepare(sql).get() ?? {})[0];
  const costs = () =>
    (db.prepare("SELECT usd FROM request ORDER BY key").all() as { usd: number | null }[]).map(({ usd }) => usd);
  const sums = () => [
    one("SELECT total(usd) FROM quarter"),
    one("SELECT total(usd) FROM session"),
    one("SELECT total(unpriced) FROM session"),
  ];

  it("are worked out anew when the user gives others, and kept for who gives none", () => {
    const row = request({
      model: "acme-1",
      tokens: { ...tokens(), input: 1e6, output: 0, cacheRead: 0, cacheWrite1h: 0 },
    });
    add(open(), "a", [row]);
    assert.deepEqual([costs(), sums()], [[null], [0, 0, 1]]);
    const withPrices = open({ "acme-1": RATES });
    assert.deepEqual([costs(), sums()], [[1], [1, 1, 0]]);
    assert.equal(withPrices.prices.priceOf("acme-1")?.source, "setting");
    // The command line gives no prices of its own.
    assert.equal(open().prices.hash, withPrices.prices.hash);
    assert.deepEqual(costs(), [1]);
    open({});
    assert.deepEqual([costs(), sums()], [[null], [0, 0, 1]]);
  });

  it("are taken over by a ledger that is open while another one changes them", () => {
    const first = open();
    open({ "acme-1": RATES });
    add(first, "a", [request({ model: "acme-1" })]);
    assert.equal(first.prices.priceOf("acme-1")?.source, "setting");
    assert.equal(costs()[0] === null, false);
  });

  it("keep an estimate in proportion, and side costs beside the new count", () => {
    const bound = request({ final: false, visibleChars: 27_500 });
    const usd = costOf(bound) ?? 0;
    const opus = { model: bound.model, costUsd: usd + 10, tokens: bound.tokens, webSearches: 0 };
    add(open(), "a", [bound], [opus]);
    const extra = Number(one("SELECT estimated_extra FROM session"));
    assert.ok(extra > 0);
    assert.ok(Math.abs(Number(one("SELECT usd FROM side")) - 10) < 1e-9);
    const twice = { input: 8, output: 40, cacheWrite5m: 10, cacheWrite1h: 16, cacheRead: 0.4 };
    open({ [bound.model]: twice });
    assert.ok(Math.abs(Number(one("SELECT estimated_extra FROM session")) - 2 * extra) < 1e-9);
    assert.ok(Math.abs(Number(one("SELECT estimated_extra FROM quarter")) - 2 * extra) < 1e-9);
    assert.ok(Math.abs(Number(one("SELECT usd FROM side")) - (10 - usd)) < 1e-9);
  });

  describe("of a model that no table holds", () => {
    const NONE = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    const call = (id: string, input: number, output: number, overrides: Partial<RequestRow> = {}) =>
      request({ id, model: "acme-1", tokens: { ...NONE, input, output }, ...overrides });
    const totalOf = ({ tokens }: RequestRow): ReportedModel => ({
      model: "acme-1",
      tokens,
      webSearches: 0,
      costUsd: (tokens.input * 2 + tokens.output * 11) / 1e6,
    });
    const [first, second] = [call("1", 10_000, 300), call("2", 700, 9000)];

    it("are derived from Claude Code's totals as soon as these determine them", () => {
      const ledger = open();
      add(ledger, "a", [first], [totalOf(first)]);
      assert.deepEqual(costs(), [null]);
      add(ledger, "b", [second], [totalOf(second)]);
      assert.deepEqual(costs(), [totalOf(first).costUsd, totalOf(second).costUsd]);
      assert.equal(ledger.prices.priceOf("acme-1")?.source, "derived");
      // What was taken for a side cost while the requests had no price is counted now.
      assert.equal(one("SELECT count(*) FROM side"), 0);
      // Of a kind of tokens that no total tells of, the price stays unknown.
      add(ledger, "c", [call("3", 1, 1), call("4", 1, 1, { tokens: { ...NONE, input: 1, cacheRead: 1 } })]);
      assert.deepEqual(costs().slice(2), [13 / 1e6, null]);
    });

    it("are derived too when the totals were there before the model's first request", () => {
      const ledger = open();
      add(ledger, "a", [request()], [totalOf(first)]);
      add(ledger, "b", [request({ id: "msg_2" })], [totalOf(second)]);
      add(ledger, "c", [call("3", 1000, 0)]);
      assert.equal(one("SELECT usd FROM request WHERE key = '3'"), 0.002);
    });

    it("are not derived where Claude Code guessed, or where fast mode or US inference is in the totals", () => {
      for (const spoil of ["guess", "fast", "us"] as const) {
        const sessions = [first, second].map((row) => ({
          ...row,
          fast: spoil === "fast",
          usInference: spoil === "us",
        }));
        const db = openStore({ kind: "memory" });
        const ledger = new Ledger(db);
        for (const row of sessions) add(ledger, row.id, [row], [totalOf(row)], spoil === "guess");
        assert.equal(ledger.prices.priceOf("acme-1"), null, spoil);
        db.close();
      }
    });

    it("give way to the user's", () => {
      const ledger = open();
      add(ledger, "a", [first], [totalOf(first)]);
      add(ledger, "b", [second], [totalOf(second)]);
      const { prices } = open({ "acme-1": RATES });
      assert.equal(prices.priceOf("acme-1")?.source, "setting");
      assert.deepEqual(costs(), [(10_000 + 300 * 5) / 1e6, (700 + 9000 * 5) / 1e6]);
    });

    it("are taken back when a later total contradicts them", () => {
      const ledger = open();
      add(ledger, "a", [first], [totalOf(first)]);
      add(ledger, "b", [second], [totalOf(second)]);
      const third = call("3", 5000, 5000);
      add(ledger, "c", [third], [{ ...totalOf(third), costUsd: 1 }]);
      assert.deepEqual([ledger.prices.priceOf("acme-1"), costs()], [null, [null, null, null]]);
    });
  });
});
