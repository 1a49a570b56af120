import assert from "node:assert/strict";
import { limitHit } from "./limitMessage.ts";

/** Sunday 2026-11-22, 02:50:53 in UTC. */
const AT = Date.UTC(2026, 10, 22, 2, 50, 53);
const row = (text: string, members: Record<string, unknown> = {}) => ({
  type: "assistant",
  isApiErrorMessage: true,
  error: "rate_limit",
  message: { model: "<synthetic>", content: [{ type: "text", text }] },
  ...members,
});
const hit = (text: string, members: Record<string, unknown> = {}) => limitHit(row(text, members), AT);
const resets = (text: string, at = AT) => {
  const found = limitHit(row(text), at);
  assert.ok(found, text);
  return found.resetsAt === null ? null : new Date(found.resetsAt).toISOString().slice(0, 16);
};
const quota = (rateLimitType: string, status = "rejected") => ({
  quotaLimits: { status, resetsAt: AT / 1000 + 7200, rateLimitType },
});

describe("limitHit", () => {
  it("takes limit and reset from what Claude Code adds to the text", () => {
    const text = "You've hit your 5-hour limit · resets 4:50am (UTC)";
    assert.deepEqual(hit(text, quota("five_hour")), { key: "five_hour", label: "5-hour", resetsAt: AT + 7_200_000 });
    assert.equal(hit("", quota("seven_day"))?.key, "seven_day");
    assert.equal(hit("", quota("seven_day_opus"))?.label, "7-day Opus");
    assert.equal(hit("You've hit your limit", quota("overage"))?.key, "usage_limit");
    // What the vendor calls a week with overage is one model's limit, which the text names.
    assert.equal(hit("You've hit your Fable limit", quota("seven_day_overage_included"))?.key, "weekly_scoped:Fable");
  });

  for (const [text, key] of [
    ["You've hit your session limit · resets 3:45pm (Europe/Berlin)", "five_hour"],
    ["You’ve hit your session limit", "five_hour"],
    ["5-hour limit reached ∙ resets 3pm\n     /upgrade to increase your usage limit.", "five_hour"],
    ["Session limit reached ∙ resets 11:00 PM", "five_hour"],
    ["You've hit your weekly limit · resets Mon 12:00am", "seven_day"],
    ["Weekly limit reached · resets 10am (Asia/Seoul) · /upgrade to Max or turn on /extra-usage", "seven_day"],
    ["You've hit your Opus limit · resets Oct 9, 10am (UTC)", "weekly_scoped:Opus"],
    ["Opus weekly limit reached ∙ resets Oct 9, 5pm", "weekly_scoped:Opus"],
    ["You've reached your Fable limit. Switch models?", "weekly_scoped:Fable"],
    ["You've hit your limit · resets 4pm (Europe/Berlin)", "usage_limit"],
    ["Claude usage limit reached. Your limit will reset at 9pm (America/New_York).", "usage_limit"],
    ["Claude AI usage limit reached|1795323053", "usage_limit"],
    ["You're out of extra usage · resets 2am (Europe/Moscow)", "usage_limit"],
    ["You've hit your Team limit", "usage_limit"],
  ] as const) {
    it(`says which limit, or that it is not said: ${text.slice(0, 40)}`, () => assert.equal(hit(text)?.key, key));
  }

  for (const text of [
    "API Error: Server is temporarily limiting requests (not your usage limit) · Rate limited",
    "API Error: Request rejected (429)",
    "API Error: 429 This request would exceed your account's rate limit. Please try again later.",
    "You've hit your monthly spend limit · your session limit resets 3pm",
    "You've hit your org's monthly usage limit",
    "Context limit reached · /compact or /clear to continue",
    "Rate limit reached for requests",
    'I wrote a parser for "5-hour limit reached".',
    "",
  ]) {
    it(`takes no other error for a limit: ${text.slice(0, 40)}`, () => assert.equal(hit(text), null));
  }

  it("takes only errors, and only those that wait for a reset", () => {
    const text = "You've hit your session limit · resets 3pm (UTC)";
    assert.equal(hit(text, { isApiErrorMessage: undefined }), null);
    assert.equal(hit(text, { error: "invalid_request" }), null);
    assert.equal(hit(text, { apiErrorIsTransient: true }), null);
    assert.equal(hit(text, quota("five_hour", "allowed")), null);
    // Versions before the member `error`.
    assert.equal(hit(text, { error: undefined })?.key, "five_hour");
  });

  it("reads a time of day as the next one in the zone that is named", () => {
    assert.equal(resets("You've hit your session limit · resets 6:45am (Europe/Berlin)"), "2026-11-22T05:45");
    assert.equal(resets("You've hit your limit · resets 4pm (Europe/Berlin)"), "2026-11-22T15:00");
    assert.equal(resets("You've hit your limit · resets 1am (UTC)"), "2026-11-23T01:00");
    assert.equal(resets("5-hour limit reached ∙ resets 07:30 (UTC)"), "2026-11-22T07:30");
    assert.equal(resets("You've hit your limit · resets 12am (UTC)"), "2026-11-23T00:00");
    assert.equal(resets("You've hit your limit · resets 12:30pm (UTC) · progress saved"), "2026-11-22T12:30");
  });

  it("reads it in this machine's zone where none is named", () => {
    const { hour } = { hour: new Date(AT + 3_600_000).getHours() };
    const found = hit(`You've hit your session limit · resets ${hour}:50`);
    assert.equal(found?.resetsAt, new Date(AT + 3_600_000).setMinutes(50, 0, 0));
  });

  it("reads a date, a weekday, a duration and a time stamp", () => {
    assert.equal(resets("You've hit your weekly limit · resets Nov 25, 2:11pm (UTC)"), "2026-11-25T14:11");
    assert.equal(resets("You've hit your weekly limit · resets Nov 25 at 2pm (Europe/Berlin)"), "2026-11-25T13:00");
    assert.equal(resets("Weekly limit reached ∙ resets Dec 2, 2026, 3pm (UTC)"), "2026-12-02T15:00");
    assert.equal(resets("You've hit your weekly limit · resets Mon 12:00am (UTC)"), "2026-11-23T00:00");
    assert.equal(resets("You've hit your weekly limit · resets Sun 1am (UTC)"), "2026-11-29T01:00");
    assert.equal(resets("Usage limit reached · resets in 1h 30m"), "2026-11-22T04:20");
    assert.equal(resets("Claude AI usage limit reached|1795323053"), "2026-11-22T04:50");
    assert.equal(
      resets("You've hit your weekly limit · resets Jan 2, 5pm (UTC)", Date.UTC(2026, 11, 30)),
      "2027-01-02T17:00",
    );
  });

  it("takes what a message came a moment late for to be that moment", () => {
    assert.equal(resets("You've hit your session limit · resets 2:50am (UTC)"), "2026-11-22T02:50");
  });

  for (const text of [
    "You've hit your session limit",
    "You've hit your session limit · resets soon",
    "You've hit your session limit · resets 3pm (Mars/Olympus)",
    "You've hit your session limit · resets 25:00",
    "You've hit your session limit · resets 13pm (UTC)",
    "You've hit your session limit · resets 3:75pm (UTC)",
    "You've hit your session limit · resets 1pm (UTC)",
    "You've hit your weekly limit · resets Monday",
    "You've hit your weekly limit · resets Mar 25, 2pm (UTC)",
    "Claude AI usage limit reached|1699999999",
  ]) {
    it(`gives no time that cannot be: ${text}`, () => assert.equal(resets(text), null));
  }
});
