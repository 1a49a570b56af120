import assert from "node:assert/strict";
import fc from "fast-check";
import { SESSION_SORTS, type SessionRow, type SessionsQuery } from "../../src/shared/historyPages.ts";
import {
  FIRST_QUERY,
  isNarrowed,
  narrowedTo,
  pageRange,
  readQuery,
  sortedBy,
  stillThere,
  writeQuery,
} from "./sessionsQuery.ts";

const page = (offset: number, rest: Partial<SessionsQuery> = {}): SessionsQuery => ({
  ...FIRST_QUERY,
  ...rest,
  offset,
});
const rows = (count: number): SessionRow[] => Array.from({ length: count }, () => ({}) as SessionRow);

describe("sorting", () => {
  it("begins with the largest, turns round when asked again, and goes to the first page", () => {
    const byCost = sortedBy(page(100), "cost");
    assert.deepEqual(byCost, page(0, { sort: "cost", descending: true }));
    assert.deepEqual(sortedBy(byCost, "cost"), page(0, { sort: "cost", descending: false }));
    assert.deepEqual(sortedBy(sortedBy(byCost, "cost"), "requests"), page(0, { sort: "requests", descending: true }));
  });
});

describe("narrowing", () => {
  it("keeps the order and goes to the first page", () => {
    const query = narrowedTo(page(50, { sort: "cost" }), { search: "torn" });
    assert.deepEqual(query, page(0, { sort: "cost", search: "torn" }));
    assert.deepEqual(
      [FIRST_QUERY, query, page(0, { project: "/a" }), page(0, { model: "m" }), page(0, { sort: "cost" })].map(
        isNarrowed,
      ),
      [false, true, true, true, false],
    );
  });
});

describe("pageRange", () => {
  it("numbers what is shown and goes on as long as there is something", () => {
    assert.deepEqual(pageRange(page(50), { rows: rows(50), found: 1204 }), {
      from: 51,
      to: 100,
      previous: page(0),
      next: page(100),
    });
    assert.deepEqual(pageRange(page(1200), { rows: rows(4), found: 1204 }), {
      from: 1201,
      to: 1204,
      previous: page(1150),
      next: null,
    });
    assert.deepEqual(pageRange(page(0), { rows: [], found: 0 }), { from: 0, to: 0, previous: null, next: null });
  });
  it("shows each of those found on one page", () => {
    fc.assert(
      fc.property(fc.nat(1000), (found) => {
        const seen: number[] = [];
        let query: SessionsQuery | null = FIRST_QUERY;
        while (query !== null) {
          const count = Math.min(query.limit, found - query.offset);
          const range = pageRange(query, { rows: rows(count), found });
          for (let number = Math.max(1, range.from); number <= range.to; number++) seen.push(number);
          query = range.next;
        }
        assert.deepEqual(
          seen,
          Array.from({ length: found }, (_, index) => index + 1),
        );
      }),
    );
  });
});

describe("stillThere", () => {
  it("steps back to the last page when less is found", () => {
    assert.deepEqual(stillThere(page(150), 101), page(100));
    assert.deepEqual(stillThere(page(150), 100), page(50));
    assert.deepEqual(stillThere(page(150), 0), page(0));
    assert.equal(stillThere(page(100), 101), null);
    assert.equal(stillThere(page(0), 0), null);
  });
});

describe("what is remembered", () => {
  it("comes back as it was", () => {
    const query = fc.record(
      {
        search: fc.string(),
        project: fc.option(fc.string()),
        model: fc.option(fc.string()),
        sort: fc.constantFrom(...SESSION_SORTS),
        descending: fc.boolean(),
        offset: fc.nat(100).map((pages) => pages * FIRST_QUERY.limit),
        limit: fc.constant(FIRST_QUERY.limit),
      },
      { noNullPrototype: true },
    );
    fc.assert(fc.property(query, (query) => assert.deepEqual(readQuery(writeQuery(query)), query)));
  });
  it("is as at first where it is not understood", () => {
    assert.deepEqual(readQuery(null), FIRST_QUERY);
    assert.deepEqual(readQuery("{"), FIRST_QUERY);
    assert.deepEqual(readQuery("null"), FIRST_QUERY);
    assert.deepEqual(readQuery('{"sort":"colour","offset":-50,"search":7,"descending":"no"}'), FIRST_QUERY);
  });
});
