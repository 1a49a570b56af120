import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backUp } from "../ledger/backups.ts";
import { Ledger } from "../ledger/ledger.ts";
import { openStore } from "../ledger/store.ts";
import { part, request } from "../ledger/testParts.ts";
import { storeView } from "./storeView.ts";
import { noon, NOW, TestHistory } from "./testPages.ts";

describe("storeView", () => {
  it("tells where the store is, how large, what it holds and when it was backed up", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "bursar-view-"));
    const store = openStore({ kind: "folder", dataDir });
    try {
      const empty = await storeView(store, dataDir, NOW);
      assert.deepEqual([empty.requests, empty.sessions, empty.firstRequest, empty.lastBackup], [0, 0, null, null]);
      const ledger = new Ledger(store);
      ledger.begin();
      const requests = [1, 2].map((day) => request({ id: `m${day}`, timestamp: noon(day) }));
      ledger.add({ configDir: "/c", sessionId: "a", firstTimestamp: noon(3) }, part({ requests }));
      ledger.commit();
      await backUp(dataDir, NOW);
      const path = join(dataDir, "ledger.sqlite");
      const view = await storeView(store, dataDir, NOW);
      assert.deepEqual(view, {
        path,
        bytes: statSync(path).size + statSync(`${path}-wal`).size,
        requests: 2,
        sessions: 1,
        firstRequest: noon(2),
        lastBackup: NOW,
      });
      assert.ok(view.bytes > 0);
    } finally {
      store.close();
      rmSync(dataDir, { recursive: true });
    }
  });

  it("has no place while the ledger is in memory", async () => {
    const history = new TestHistory();
    history.requests("a", { timestamp: noon(1) });
    const { path, bytes, requests, lastBackup } = await storeView(history.db, null, NOW);
    history.db.close();
    assert.deepEqual([path, bytes, requests, lastBackup], [null, 0, 1, null]);
  });
});
