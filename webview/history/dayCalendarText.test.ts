import assert from "node:assert/strict";
import { daySaid } from "./dayCalendarText.ts";

const said = (overrides: Partial<Parameters<typeof daySaid>[0]>, known = true): string =>
  daySaid({ day: "2026-11-18", usd: 0, tokens: 0, requests: 0, ...overrides }, known).replace(/^.*2026/u, "…");

describe("daySaid", () => {
  it("says cost and requests", () => {
    assert.equal(said({ usd: 4.12, tokens: 9, requests: 1184 }), "…: $4.12, 1,184 requests");
    assert.equal(said({ usd: 4.12, tokens: 9, requests: 1 }), "…: $4.12, 1 request");
  });
  it("says the tokens of use without a price, never $0", () => {
    assert.equal(said({ tokens: 9000, requests: 2 }), "…: 9K tokens, no cost counted, 2 requests");
  });
  it("says what only Claude Code reported", () => assert.equal(said({ usd: 0.2 }), "…: $0.20"));
  it("says when there was none", () => assert.equal(said({}), "…: no use"));
  it("claims nothing of a day before the first use", () =>
    assert.equal(said({}, false), "…: nothing known, as it is before the first counted use"));
});
