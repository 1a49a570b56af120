import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../sources/testTranscripts.ts";
import { AlertTable } from "./alertTable.ts";
import { Ledger } from "./ledger.ts";
import { openStore, type Store } from "./store.ts";

const NOW = Date.UTC(2026, 5, 10, 12);
const minute = 60_000;
const day = 24 * 60 * minute;

describe("AlertTable", () => {
  let db: Store;
  let table: AlertTable;
  let dir: number;
  beforeEach(() => {
    db = openStore({ kind: "memory" });
    dir = new Ledger(db).dirs.idOf("/c");
    table = new AlertTable(db);
  });
  afterEach(() => db.close());

  const claim = (
    level: number | "forecast",
    resetsAt: number | null = NOW,
    key = "five_hour",
    now = NOW,
    account = "a",
  ) => table.claim(dir, account, { key, resetsAt, level }, now);

  it("gives each level of a window once, also when its reset jumps", () => {
    assert.deepEqual(
      [claim(80), claim(80), claim(80, NOW + 29 * minute), claim(95, NOW - minute)],
      [true, false, false, true],
    );
    assert.equal(claim(80, NOW + 5 * 60 * minute), true);
    assert.equal(claim(80, NOW, "seven_day"), true);
    assert.equal(claim(80, NOW, "five_hour", NOW, "b"), true);
  });

  it("gives no lower level after a higher one", () => {
    assert.deepEqual([claim(95), claim(80), claim(96)], [true, false, true]);
  });

  it("gives the forecast's beside them", () => {
    assert.deepEqual([claim("forecast"), claim("forecast"), claim(80)], [true, false, true]);
  });

  it("has a window without a reset for one, for 40 days", () => {
    assert.deepEqual([claim(80, null), claim(80, null, "five_hour", NOW + 39 * day), claim(80)], [true, false, true]);
    assert.equal(claim(80, null, "five_hour", NOW + 41 * day), true);
  });

  it("drops what is long past", () => {
    claim(80);
    claim(80, NOW + 41 * day, "five_hour", NOW + 41 * day);
    assert.equal((db.prepare("SELECT count(*) AS n FROM alert").get() as { n: number }).n, 1);
  });

  it("gives a level to one of several processes that ask at once", async function () {
    this.timeout(20_000);
    const folder = temporaryFolder();
    const store = openStore({ kind: "folder", dataDir: folder.path });
    new Ledger(store).dirs.idOf("/c");
    const script = join(folder.path, "claim.mts");
    const here = (file: string) => JSON.stringify(join(import.meta.dirname, file));
    writeFileSync(
      script,
      `import { openStore } from ${here("store.ts")};
       import { AlertTable } from ${here("alertTable.ts")};
       const db = openStore({ kind: "folder", dataDir: ${JSON.stringify(folder.path)} });
       const table = new AlertTable(db);
       process.send("ready");
       process.once("message", () => {
         const levels = Array.from({ length: 50 }, (_, level) => level + 1);
         process.send(levels.map((level) => table.claim(1, "a", { key: "five_hour", resetsAt: 1, level }, 1)));
         db.close();
         process.disconnect();
       });`,
    );
    const children = [fork(script), fork(script), fork(script)];
    await Promise.all(children.map((child) => once(child, "message")));
    const answers = children.map(async (child) => ((await once(child, "message")) as [boolean[]])[0]);
    for (const child of children) child.send("go");
    const claimed = await Promise.all(answers);
    const winners = Array.from({ length: 50 }, (_, level) => claimed.filter((of) => of[level]).length);
    // A process that is ahead takes the higher level, so that a lower one is nobody's.
    assert.ok(winners.every((count) => count <= 1));
    assert.equal(winners.at(-1), 1);
    assert.equal(
      store.prepare("SELECT count(*) AS n FROM alert").get()?.["n"],
      winners.reduce((sum, count) => sum + count, 0),
    );
    store.close();
    folder.remove();
  });
});
