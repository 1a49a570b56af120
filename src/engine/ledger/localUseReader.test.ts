import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import type { RequestRow } from "../sources/transcriptRow.ts";
import type { LocalUse } from "../windows/localUse.ts";
import { Ledger } from "./ledger.ts";
import { LocalUseReader } from "./localUseReader.ts";
import { PriceBook } from "./prices.ts";
import { openStore } from "./store.ts";
import { costOf, part, request, tokens } from "./testParts.ts";

const at = (minute: number) => Date.UTC(2026, 5, 10, 12, minute);
const prices = new PriceBook();

describe("LocalUseReader", () => {
  let db: DatabaseSync;
  let ledger: Ledger;

  beforeEach(() => {
    db = openStore({ kind: "memory" });
    ledger = new Ledger(db);
  });
  afterEach(() => db.close());

  const add = (requests: RequestRow[], { dir = "/c", sid = "session-a", start = at(0) } = {}) => {
    ledger.begin();
    ledger.add({ configDir: dir, sessionId: sid, firstTimestamp: start }, part({ requests, firstTimestamp: start }));
    ledger.commit();
  };
  const readerOf = (...dirs: string[]) =>
    new LocalUseReader(
      db,
      dirs.map((dir) => ledger.dirs.idOf(dir)),
    );
  const minutes = ({ at: times }: LocalUse) => [...times].map((time) => (time - at(0)) / 60_000);

  it("has every request since a time with its tokens and cost, oldest first, whatever the order they came in", () => {
    const late = request({ id: "late", timestamp: at(30), tokens: tokens({ cacheWrite5m: 7, cacheWrite1h: 5 }) });
    add([late, request({ id: "early", timestamp: at(10) }), request({ id: "before", timestamp: at(1) })]);
    const use = readerOf("/c").read(at(5), prices);
    assert.deepEqual(minutes(use), [10, 30]);
    const { input, output, cacheRead } = late.tokens;
    assert.deepEqual([use.input[1], use.write[1], use.read[1], use.output[1]], [input, 12, cacheRead, output]);
    assert.equal(use.usd[1], costOf(late));
  });

  it("names the models, and says which have no price", () => {
    add([
      request({ id: "a", timestamp: at(1) }),
      request({ id: "b", timestamp: at(2), model: "claude-unheard-of" }),
      request({ id: "c", timestamp: at(3) }),
    ]);
    const use = readerOf("/c").read(at(0), prices);
    assert.deepEqual(
      [...use.model].map((index) => [use.models[index], use.inputPrices[index]]),
      [
        ["claude-opus-5-5", 4],
        ["claude-unheard-of", null],
        ["claude-opus-5-5", 4],
      ],
    );
    assert.equal(use.usd[1], 0);
  });

  it("counts what a directory only holds, once", () => {
    add([request({ id: "shared", timestamp: at(1) })]);
    add([request({ id: "shared", timestamp: at(1) })], { dir: "/d", sid: "session-b", start: at(40) });
    add([request({ id: "other", timestamp: at(2) })], { dir: "/e", sid: "session-c" });
    assert.deepEqual(minutes(readerOf("/d").read(at(0), prices)), [1]);
    assert.deepEqual(minutes(readerOf("/c", "/d", "/e").read(at(0), prices)), [1, 2]);
    assert.deepEqual(minutes(readerOf().read(at(0), prices)), []);
  });

  it("takes up what came since, also of long ago, and a better record of a request that it knew", () => {
    add([request({ id: "a", timestamp: at(20), tokens: tokens({ output: 1 }) })]);
    const reader = readerOf("/c");
    assert.deepEqual([...reader.read(at(0), prices).output], [1]);
    add([
      request({ id: "a", timestamp: at(20), tokens: tokens({ output: 900 }) }),
      request({ id: "b", timestamp: at(3) }),
    ]);
    const use = reader.read(at(0), prices);
    assert.deepEqual([minutes(use), use.output[1]], [[3, 20], 900]);
  });

  it("reads only the last rows again, and all after an earlier time, other prices or when it is told to", () => {
    add(Array.from({ length: 2500 }, (_, i) => request({ id: `r${i}`, timestamp: at(1) + i })));
    const reader = readerOf("/c");
    reader.read(at(1), prices);
    // Behind the reader's back: a row that is settled, which only reading all again can show.
    db.exec("UPDATE request SET output = 777 WHERE id = 1");
    assert.equal(reader.read(at(1), prices).output[0], 100);
    reader.forget();
    assert.equal(reader.read(at(1), prices).output[0], 777);
    db.exec("UPDATE request SET output = 778 WHERE id = 1");
    assert.equal(reader.read(at(0), prices).output[0], 778);
    db.exec("UPDATE request SET output = 779 WHERE id = 1");
    const dearer = new PriceBook({
      "claude-opus-5-5": { input: 9, output: 9, cacheRead: 9, cacheWrite5m: 9, cacheWrite1h: 9 },
    });
    const use = reader.read(at(0), dearer);
    assert.deepEqual([use.output[0], use.inputPrices[0], use.at.length], [779, 9, 2500]);
  });

  it("gives the same whether it read all at once or bit by bit", () => {
    const bitByBit = readerOf("/c");
    for (let batch = 0; batch < 6; batch++) {
      add(
        Array.from({ length: 700 }, (_, i) =>
          request({ id: `r${batch}-${i}`, timestamp: at(0) + ((i * 7919 + batch * 31) % 5000) * 1000 }),
        ),
      );
      assert.deepEqual(bitByBit.read(at(0), prices), readerOf("/c").read(at(0), prices));
    }
  });
});
