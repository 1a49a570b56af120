import assert from "node:assert/strict";
import fc from "fast-check";
import { HASHES, keyHash } from "./keyHash.ts";
import { PriceBook } from "./prices.ts";
import { RequestTable, toStored } from "./requestTable.ts";
import { openStore } from "./store.ts";
import { request } from "./testParts.ts";

const ids = { session: 1, dir: 1, at: 0, model: 1, place: null, prompt: null, source: null };

describe("RequestTable", () => {
  it("tells requests apart whose hashes are the same", () => {
    const db = openStore({ kind: "memory" });
    const table = new RequestTable(db, (key) => (key.startsWith("x") ? HASHES - 1 : 7));
    const keys = ["a", "b", "x1", "x2", "c", "x3"];
    for (const key of [...keys, ...keys]) table.put(key, toStored(request({ id: key }), ids, new PriceBook()));
    assert.deepEqual(
      db
        .prepare("SELECT key FROM request ORDER BY key")
        .all()
        .map((row) => row["key"]),
      keys.toSorted(),
    );
    db.close();
  });
});

describe("keyHash", () => {
  it("is a whole number below its bound, the same for the same text", () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const hash = keyHash(key);
        assert.ok(Number.isSafeInteger(hash) && hash >= 0 && hash < HASHES);
        assert.equal(keyHash(key), hash);
      }),
    );
  });

  it("spreads ids that differ in one place", () => {
    const hashes = new Set<number>();
    for (let index = 0; index < 200_000; index++) hashes.add(keyHash(`msg_01${index.toString(36).padStart(22, "A")}`));
    assert.equal(hashes.size, 200_000);
    const halves = new Set([...hashes].map((hash) => Math.floor(hash / 2 ** 32)));
    assert.ok(halves.size > 150_000, `${halves.size} upper halves`);
  });
});
