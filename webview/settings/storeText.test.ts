import assert from "node:assert/strict";
import { HOUR, NOW } from "../../test/webview/snapshots.ts";
import { storeRows } from "./storeText.ts";

const store = {
  path: "/home/ada/.local/share/bursar/ledger.sqlite",
  bytes: 48_300_000,
  requests: 100_204,
  sessions: 1,
  firstRequest: NOW - 40 * 24 * HOUR,
  lastBackup: NOW - 3 * HOUR,
};
const values = (
  overrides: Partial<typeof store> | { path: null; firstRequest: null; lastBackup: null } = {},
): string[] => storeRows({ ...store, ...overrides }, NOW).map(({ value }) => value);

describe("storeRows", () => {
  it("say what is kept, since when, and how safely", () => {
    const [path, size, requests, sessions, , backup] = values();
    assert.deepEqual([path, size, requests, sessions, backup], [store.path, "48 MB", "100,204", "1", "3 h ago"]);
  });
  it("claim no file, time or backup where there is none", () => {
    const [path, , , , since, backup] = values({ path: null, firstRequest: null, lastBackup: null });
    assert.match(path ?? "", /^none: in memory only/);
    assert.deepEqual([since, backup], ["nothing yet", "none yet"]);
  });
});
