import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { BackupKeeper } from "./backupKeeper.ts";
import { listBackups } from "./ledger/backups.ts";
import { openStore } from "./ledger/store.ts";
import { storeFiles } from "./ledger/storeFiles.ts";
import { temporaryFolder } from "./sources/testTranscripts.ts";

const DAY = 86_400_000;

describe("BackupKeeper", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let logged: string[];
  let failures: unknown[];
  let reopenings = 0;
  const now = Date.now();
  beforeEach(() => {
    folder = temporaryFolder();
    [logged, failures, reopenings] = [[], [], 0];
  });
  afterEach(() => folder.remove());

  const keeperOf = (dataDir: string) =>
    new BackupKeeper(
      dataDir,
      { failed: (error) => failures.push(error), reopen: () => reopenings++ },
      (level, message) => logged.push(`${level} ${message}`),
    );
  const times = () => listBackups(folder.path, now + 2 * DAY).map(({ time }) => time);

  it("has one made when the newest is a day old, one at a time", async () => {
    openStore({ kind: "folder", dataDir: folder.path }, now).close();
    const keeper = keeperOf(folder.path);
    keeper.startIfDue(now);
    keeper.startIfDue(now + DAY);
    await keeper.ended();
    assert.deepEqual(times(), [now]);
    keeper.startIfDue(now + DAY - 1);
    await keeper.ended();
    assert.deepEqual(times(), [now]);
    keeper.startIfDue(now + DAY);
    await keeper.ended();
    assert.deepEqual(times(), [now + DAY, now]);
    assert.deepEqual([logged, failures, reopenings], [[], [], 0]);
  });

  it("says that the store is damaged, when that shows, and tries again later", async () => {
    writeFileSync(storeFiles.store(folder.path), "no database ".repeat(1_000));
    const keeper = keeperOf(folder.path);
    keeper.startIfDue(now);
    await keeper.ended();
    assert.deepEqual([failures.length, times()], [1, []]);
    assert.match(logged.join("\n"), /^warn cannot back up the ledger: .*not a database/);
    keeper.startIfDue(now);
    await keeper.ended();
    assert.equal(failures.length, 2);
  });

  it("has the store opened afresh, and does not fail, when its folder is gone", async () => {
    const keeper = keeperOf(join(folder.path, "gone"));
    keeper.startIfDue(now);
    await keeper.ended();
    assert.equal(reopenings, 1);
    assert.match(logged.join("\n"), /^warn cannot list the backups of the ledger: .*ENOENT/);
  });
});
