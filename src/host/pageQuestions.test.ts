import assert from "node:assert/strict";
import type { WebviewQuestions } from "../shared/webviewProtocol.ts";
import { pageQuestion } from "./pageQuestions.ts";

/** Questions for a page of the history. */
type PageMethod = Exclude<keyof WebviewQuestions, "pastWindows" | "followUps" | "wish">;

describe("pageQuestion", () => {
  // One of each method: a new one that is not added here does not compile.
  const questions: { [M in PageMethod]: WebviewQuestions[M]["params"] } = {
    sessions: {
      search: "parser",
      project: "/acme",
      model: null,
      sort: "cost",
      descending: true,
      offset: 0,
      limit: 200,
    },
    timeline: { sessionId: "a" },
    contextFill: { sessionId: "a" },
    history: { unit: "week", stack: "agent", periods: 400, back: 3 },
    calendar: null,
    models: { period: "30d" },
    storeView: null,
  };
  for (const [method, params] of Object.entries(questions)) {
    it(`passes ${method}, and drops what else its parameters carry`, () => {
      const given = params && { ...params, extra: 1 };
      assert.deepEqual(pageQuestion(7, method, given), { type: "ask", id: 7, method, params });
    });
  }

  it("shortens a search that is longer than anyone types", () => {
    const question = pageQuestion(7, "sessions", { ...questions.sessions, search: "x".repeat(5_000) });
    assert.ok(question?.method === "sessions" && question.params.search.length === 200);
  });

  const refused: [method: string, params: unknown][] = [
    ["forget", { kind: "before", before: 0 }],
    ["constructor", null],
    ["calendar", {}],
    ["storeView", 7],
    ["timeline", null],
    ["timeline", { sessionId: 7 }],
    ["contextFill", { sessionId: "x".repeat(10_001) }],
    ["models", { period: "1y" }],
    ["models", "7d"],
    ["sessions", null],
    ...[
      { search: null },
      { project: 7 },
      { model: undefined },
      { sort: "sid; DROP TABLE session" },
      { descending: "true" },
      { offset: -1 },
      { offset: 0.5 },
      { offset: Infinity },
      { limit: 0 },
      { limit: 201 },
      { limit: "50" },
    ].map((wrong): [string, unknown] => ["sessions", { ...questions.sessions, ...wrong }]),
    ...[
      { unit: "hour" },
      { stack: "session" },
      { periods: 0 },
      { periods: 401 },
      { periods: NaN },
      { back: -1 },
      { back: 1e9 },
    ].map((wrong): [string, unknown] => ["history", { ...questions.history, ...wrong }]),
  ];
  for (const [method, params] of refused) {
    it(`refuses ${method} ${JSON.stringify(params).slice(0, 120)}`, () =>
      assert.equal(pageQuestion(7, method, params), null));
  }
});
