import assert from "node:assert/strict";
import { SETTINGS } from "../../test/webview/settingsView.ts";
import { settingRows } from "./settingRows.ts";

function value(setting: string, overrides: Partial<typeof SETTINGS> = {}): string | undefined {
  return settingRows({ ...SETTINGS, ...overrides }).find((row) => row.setting === setting)?.value;
}

describe("settingRows", () => {
  it("gives the values in force in words", () => {
    assert.equal(value("bursar.statusBar.segments"), "context, cost of the session, tightest limit");
    assert.equal(value("bursar.statusBar.contextWarning"), "70% and 90%");
    assert.equal(value("bursar.readUsageCache"), "on");
    assert.equal(value("bursar.actions.pressEnter"), "you do; Bursar offers once to do it");
  });
  it("says of notifications when they come, if at all", () => {
    const notified = (levels: number[], forecastAbove: number, enabled = true): string | undefined =>
      value("bursar.notifications.enabled", { notifications: { enabled, levels, forecastAbove } });
    assert.equal(notified([80, 95], 50), "at 80%, 95% used, and when running out is likelier than 50%");
    assert.equal(notified([80], 0), "at 80% used");
    assert.equal(notified([], 50), "when running out is likelier than 50%");
    assert.equal(notified([], 0), "off");
    assert.equal(notified([80], 50, false), "off");
  });
  it("names every setting once", () => {
    const names = settingRows(SETTINGS).map(({ setting }) => setting);
    assert.equal(new Set(names).size, names.length);
  });
});
