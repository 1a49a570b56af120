import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import { Lease } from "./lease.ts";
import { openStore } from "./store.ts";

describe("Lease", () => {
  let db: DatabaseSync;
  let now: number;
  const lease = () => new Lease(db, () => now);
  beforeEach(() => {
    now = 1_000_000;
    db = openStore({ kind: "memory" });
    db.exec("INSERT INTO dir (id, path) VALUES (1, '/a'), (2, '/b')");
  });
  afterEach(() => db.close());

  it("has one holder a directory, until it is given back", () => {
    const [first, second] = [lease(), lease()];
    assert.ok(first.acquire(1));
    assert.ok(first.acquire(1));
    assert.ok(!second.acquire(1));
    assert.ok(second.acquire(2));
    first.release();
    assert.ok(second.acquire(1));
    assert.ok(!first.acquire(2));
  });

  it("passes on when its holder stalls, or the clock was set back", () => {
    const [first, second, third] = [lease(), lease(), lease()];
    first.acquire(1);
    now += 30_001;
    assert.ok(second.acquire(1));
    assert.ok(!first.acquire(1));
    now -= 3_600_000;
    assert.ok(third.acquire(1));
  });

  it("is not renewed with every look, as each renewal shows to the followers, and lasts while it is looked at", () => {
    const [first, second] = [lease(), lease()];
    const beat = () => (db.prepare("SELECT beat FROM lease").get() as { beat: number }).beat;
    first.acquire(1);
    now += 9_000;
    first.acquire(1);
    assert.equal(beat(), 1_000_000);
    now += 1_000;
    first.acquire(1);
    assert.equal(beat(), 1_010_000);
    now += 30_000;
    assert.ok(!second.acquire(1));
    assert.ok(first.acquire(1));
  });

  it("passes on at once when its holder has died", () => {
    lease().acquire(1);
    db.exec("UPDATE lease SET pid = 999999999");
    assert.ok(lease().acquire(1));
  });
});
