import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WrongSchemaError } from "./ledger/damage.ts";
import { isSuspect, suspect } from "./ledger/store.ts";
import { temporaryFolder } from "./sources/testTranscripts.ts";
import { StoreHealth, type StoreHealthOptions } from "./storeHealth.ts";

describe("StoreHealth", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let logged: string[];
  let [changes, reopenings] = [0, 0];
  beforeEach(() => {
    folder = temporaryFolder();
    logged = [];
    [changes, reopenings] = [0, 0];
  });
  afterEach(() => folder.remove());

  const healthOf = (overrides: Partial<StoreHealthOptions> = {}) =>
    new StoreHealth({
      dataDir: folder.path,
      inMemory: false,
      notice: null,
      log: (level, message) => logged.push(`${level} ${message}`),
      changed: () => changes++,
      reopen: () => reopenings++,
      ...overrides,
    });
  const fail = (error: Error) => () => {
    throw error;
  };
  const ids = (health: StoreHealth) => health.notices.map(({ id }) => id);

  it("gives what the work gives, and null for work that fails", () => {
    const health = healthOf();
    assert.equal(
      health.attempt(() => 7),
      7,
    );
    assert.equal(health.attempt(fail(new Error("disk full"))), null);
  });

  it("tells the user while nothing can be written, and logs only the change", () => {
    const notice = { id: "recovered", level: "warning", message: "", remedy: "" } as const;
    const health = healthOf({ notice });
    health.failed(new Error("disk full"));
    health.failed(new Error("disk still full"));
    assert.deepEqual([ids(health), health.failing, changes], [["recovered", "write"], true, 2]);
    assert.match(health.notices[1]?.message ?? "", /disk still full/);
    health.works();
    health.works();
    assert.deepEqual([ids(health), health.failing], [["recovered"], false]);
    assert.deepEqual(logged, [
      "error cannot write to the ledger: Error: disk full",
      "info the ledger can be written again",
    ]);
  });

  it("leaves word of damage for the others, and asks once to open the store afresh", () => {
    const health = healthOf();
    health.attempt(fail(new WrongSchemaError("page 3")));
    health.attempt(fail(new WrongSchemaError("page 4")));
    assert.deepEqual([isSuspect(folder.path), reopenings, health.notices], [true, 1, []]);
  });

  it("finds the word that another process left", () => {
    const health = healthOf();
    assert.equal(health.lookForSuspicion(), false);
    suspect(folder.path);
    assert.deepEqual([health.lookForSuspicion(), reopenings], [true, 1]);
    assert.equal(healthOf({ inMemory: true }).lookForSuspicion(), false);
  });

  it("goes from memory to the disk as soon as the store there can be had", () => {
    const dataDir = join(folder.path, "data");
    const health = healthOf({ dataDir, inMemory: true });
    writeFileSync(dataDir, "a file where the folder should be");
    health.retryOpening(Date.now());
    assert.equal(reopenings, 0);
    rmSync(dataDir);
    health.retryOpening(Date.now());
    assert.equal(reopenings, 1);
    healthOf().retryOpening(Date.now());
    assert.equal(reopenings, 1);
  });

  it("says nothing of what fails because the engine has closed the store, and opens nothing any more", () => {
    const health = healthOf();
    health.close();
    health.failed(new Error("database is not open"));
    health.reopen();
    assert.deepEqual([health.notices, logged, changes, reopenings], [[], [], 0, 0]);
  });
});
