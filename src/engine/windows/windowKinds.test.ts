import assert from "node:assert/strict";
import { windowKey, windowLength } from "./windowKinds.ts";

describe("windowKey", () => {
  it("is one for a window, whichever source and version names it", () => {
    const keys = ["session", "five_hour", "weekly_all", "seven_day", "seven_day_opus", "weekly_scoped:Opus", "seven_day_oauth_apps", "spend_limit", "constructor"]; // prettier-ignore
    assert.deepEqual(keys.map(windowKey), ["five_hour", "five_hour", "seven_day", "seven_day", "weekly_scoped:Opus", "weekly_scoped:Opus", "weekly_scoped:Oauth apps", "spend_limit", "constructor"]); // prettier-ignore
  });
});

describe("windowLength", () => {
  it("is known of sessions and weeks alone", () => {
    const hours = (key: string) => (windowLength(key) ?? NaN) / 3_600_000;
    assert.deepEqual(["five_hour", "seven_day", "weekly_scoped:Opus", "weekly_new"].map(hours), [5, 168, 168, 168]);
    assert.equal(windowLength("spend_limit"), null);
  });
});
