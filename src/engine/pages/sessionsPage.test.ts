import assert from "node:assert/strict";
import type { SessionsQuery } from "../../shared/historyPages.ts";
import { costOf, request, tokens } from "../ledger/testParts.ts";
import { sessionRow } from "./sessionRows.ts";
import { sessionsPage } from "./sessionsPage.ts";
import { noon, TestHistory } from "./testPages.ts";

const QUERY: SessionsQuery = {
  search: "",
  project: null,
  model: null,
  sort: "lastActivity",
  descending: true,
  offset: 0,
  limit: 50,
};

describe("sessionsPage", () => {
  let history: TestHistory;
  beforeEach(() => (history = new TestHistory()));
  afterEach(() => history.db.close());

  const page = (query: Partial<SessionsQuery> = {}, live: string[] = []) =>
    sessionsPage(history.scope(), { ...QUERY, ...query }, new Set(live));
  const ids = (query: Partial<SessionsQuery> = {}) => page(query).rows.map(({ sessionId }) => sessionId);
  const size = (contextTokens: number) => ({ context: { tokens: contextTokens, output: 1 } });

  it("tells of each session what it was, cost and came to, side calls included", () => {
    const first = { timestamp: noon(3), ...size(9_000) };
    const second = { timestamp: noon(2), ...size(7_000), main: false, agentType: "Explore" };
    history.requests("a", first, second);
    history.title("a", "Tidy the parser");
    history.add("a", {
      compactions: [
        { kind: "compaction", sessionId: "a", timestamp: noon(2) + 1, trigger: "auto", postTokens: 1 },
      ] as never,
    });
    history.side("a", noon(2), "claude-haiku-4-5", 0.5);
    const usd = (costOf(request(first)) ?? 0) + (costOf(request(second)) ?? 0);
    const { rows, found, cost } = page({}, ["a"]);
    assert.deepEqual(rows, [
      {
        sessionId: "a",
        title: "Tidy the parser",
        project: "acme",
        projectRoot: "/acme",
        model: { id: "claude-opus-5-5", name: "Opus 5.5" },
        startedAt: noon(400),
        lastActivity: noon(2) + 1,
        live: true,
        cost: { usd, sideUsd: 0.5, requests: 2, lowerBoundRequests: 0, estimatedMissingUsd: 0, unpricedRequests: 0 },
        peakContext: 9_000,
        compactions: 1,
      },
    ]);
    assert.deepEqual([found, cost], [1, rows[0]?.cost]);
  });

  it("sorts both ways, and by cost with the side calls", () => {
    history.requests("old", { timestamp: noon(3), ...size(9) });
    history.requests("busy", { timestamp: noon(2), ...size(5) }, { timestamp: noon(2), ...size(5) });
    history.requests("new", { timestamp: noon(1), ...size(7) });
    history.side("old", noon(3), "", 100);
    assert.deepEqual(ids(), ["new", "busy", "old"]);
    assert.deepEqual(ids({ descending: false }), ["old", "busy", "new"]);
    assert.deepEqual(ids({ sort: "cost" }), ["old", "busy", "new"]);
    assert.deepEqual(ids({ sort: "requests" }), ["busy", "new", "old"]);
    assert.deepEqual(ids({ sort: "peakContext" }), ["old", "new", "busy"]);
  });

  it("gives a page, and counts and sums what the query finds", () => {
    for (let index = 0; index < 7; index++) history.requests(`s${index}`, { timestamp: noon(10 - index) });
    const { rows, found, cost } = page({ offset: 2, limit: 3 });
    assert.deepEqual(
      rows.map(({ sessionId }) => sessionId),
      ["s4", "s3", "s2"],
    );
    assert.deepEqual([found, cost.requests], [7, 7]);
    assert.deepEqual(ids({ offset: 7 }), []);
  });

  describe("the search", () => {
    beforeEach(() => {
      history.requests("aaaa-1111", { cwd: "/work/acme" });
      history.title("aaaa-1111", "Größe der Tabelle: 100% of rows_read");
      history.requests("bbbb-2222", { cwd: "/work/beta/web" });
      history.title("bbbb-2222", "Run the tests");
      history.requests("cccc-3333", { cwd: null });
    });

    it("finds words in title, project and id, all of them and whatever their case", () => {
      assert.deepEqual(ids({ search: "grÖße TABELLE" }), ["aaaa-1111"]);
      assert.deepEqual(ids({ search: "  tests   beta " }), []);
      assert.deepEqual(ids({ search: "tests WEB" }), ["bbbb-2222"]);
      assert.deepEqual(ids({ search: "CCCC-3" }), ["cccc-3333"]);
      assert.deepEqual(ids({ search: "tests acme" }), []);
    });

    it("does not find a folder above the project, which all have in common", () => {
      assert.deepEqual(ids({ search: "work" }), []);
    });

    it("knows a session by the project that its folder belongs to", () => {
      const scope = history.scope({ projectOf: (cwd) => cwd.replace(/\/web$/, "") });
      const { rows } = sessionsPage(scope, { ...QUERY, search: "beta" }, new Set());
      assert.deepEqual(
        rows.map(({ project, projectRoot }) => [project, projectRoot]),
        [["web", "/work/beta"]],
      );
    });

    it("takes as many words as anyone sends, over as many folders as there are", () => {
      for (let index = 0; index < 500; index++) history.requests(`s${index}`, { cwd: `/many/folder-${index}` });
      assert.deepEqual(ids({ search: Array.from({ length: 100 }, () => "s").join(" "), limit: 1 }).length, 1);
    });

    it("takes every character for itself", () => {
      assert.deepEqual(ids({ search: "100%" }), ["aaaa-1111"]);
      assert.deepEqual(ids({ search: "1%0" }), []);
      assert.deepEqual(ids({ search: "rows_read" }), ["aaaa-1111"]);
      assert.deepEqual(ids({ search: "rows?read" }), []);
      assert.deepEqual(ids({ search: "r_n" }), []);
      assert.deepEqual(ids({ search: "'; DROP TABLE session; --" }), []);
    });
  });

  it("filters by project and model, and tells what can be filtered by, most sessions first", () => {
    const haiku = "claude-haiku-5-5";
    history.requests("a", { cwd: "/acme" });
    history.requests("b", { cwd: "/beta/web", model: haiku });
    history.requests("c", { cwd: "/beta", model: haiku });
    history.requests("d", { cwd: null, model: haiku });
    const scope = history.scope({ projectOf: (cwd) => cwd.replace(/\/web$/, "") });
    const found = (query: Partial<SessionsQuery>) => sessionsPage(scope, { ...QUERY, ...query }, new Set());
    const beta = found({ project: "/beta" });
    assert.deepEqual(beta.rows.map(({ sessionId }) => sessionId).toSorted(), ["b", "c"]);
    assert.equal(found({ project: "/acme", model: haiku }).found, 0);
    assert.equal(found({ model: haiku }).found, 3);
    assert.equal(found({ project: "/nowhere" }).found, 0);
    assert.deepEqual(beta.projects, [
      { root: "/beta", name: "beta", sessions: 2 },
      { root: "/acme", name: "acme", sessions: 1 },
    ]);
    assert.deepEqual(beta.models, [
      { id: haiku, name: "Haiku 5.5", sessions: 3 },
      { id: "claude-opus-5-5", name: "Opus 5.5", sessions: 1 },
    ]);
  });

  it("leaves out sessions without a request, and those of other directories unless this one holds them too", () => {
    history.title("empty", "Opened and left");
    history.add("theirs", { requests: [request({ id: "x", sessionId: "theirs" })] }, "/d");
    history.add("copied", { requests: [request({ id: "y", sessionId: "copied" })] }, "/d");
    history.add("copied", { requests: [request({ id: "y", sessionId: "copied" })] });
    assert.deepEqual(ids(), ["copied"]);
  });

  it("says how many requests have no price, and never that these cost nothing", () => {
    history.requests("a", { model: "claude-next-9", tokens: tokens() });
    assert.deepEqual(
      [page().cost.unpricedRequests, page().rows[0]?.cost.unpricedRequests, page().rows[0]?.model?.name],
      [1, 1, "claude-next-9"],
    );
  });

  it("finds one session by its id", () => {
    history.requests("a", {});
    assert.equal(sessionRow(history.scope(), "a", new Set())?.sessionId, "a");
    assert.equal(sessionRow(history.scope(), "b", new Set()), null);
  });
});
