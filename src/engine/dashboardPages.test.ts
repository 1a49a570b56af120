import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SessionView } from "../shared/snapshot.ts";
import { DashboardPages } from "./dashboardPages.ts";
import { noon, NOW, TestHistory } from "./pages/testPages.ts";

describe("DashboardPages", () => {
  let history: TestHistory;
  let recent: SessionView[];
  beforeEach(() => {
    history = new TestHistory();
    recent = [];
  });
  afterEach(() => history.db.close());

  const pages = (contextWindows = {}) =>
    new DashboardPages({
      db: history.db,
      ledger: history.ledger,
      dirs: history.scope().dirs,
      dataDir: null,
      contextWindows,
      now: () => NOW,
      snapshot: () => ({ live: recent, recent }),
    });
  const shown = (windowSource: "live" | "assumed") =>
    ({ sessionId: "a", context: { kind: "known", window: 500_000, windowSource } }) as SessionView;
  const windowOf = async (made = pages()) => (await made.timeline("a"))?.window;

  it("answers every question", async () => {
    history.requests("a", { timestamp: noon(1) });
    const made = pages();
    const query = {
      search: "",
      project: null,
      model: null,
      sort: "cost",
      descending: true,
      offset: 0,
      limit: 9,
    } as const;
    assert.equal((await made.sessions(query)).found, 1);
    assert.equal((await made.timeline("a"))?.requests.at.length, 1);
    assert.equal(await made.timeline("b"), null);
    assert.equal((await made.history({ unit: "day", stack: "model", periods: 7, back: 0 })).series.length, 1);
    assert.equal((await made.calendar()).days.length, 371);
    assert.equal((await made.models("7d")).rows.length, 1);
    assert.equal((await made.storeView()).requests, 1);
  });

  it("knows the window of a session: as its gauge has it, else by its model; null where that is assumed", async () => {
    history.requests("a", { timestamp: noon(1) });
    assert.equal(await windowOf(), 1_000_000);
    recent = [shown("live")];
    assert.equal(await windowOf(), 500_000);
    recent = [shown("assumed")];
    assert.equal(await windowOf(), null);
    recent = [];
    history.requests("a", { timestamp: noon(0), model: "claude-next-9" });
    assert.equal(await windowOf(), null);
    assert.equal(await windowOf(pages({ "claude-next-9": 300_000 })), 300_000);
  });

  it("puts the folders of a repository together", async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), "bursar-pages-")));
    try {
      mkdirSync(join(root, ".git"));
      mkdirSync(join(root, "web"));
      history.requests("a", { timestamp: noon(0), cwd: root }, { timestamp: noon(0), cwd: join(root, "web") });
      const made = pages();
      const projects = async () => {
        const { series } = await made.history({ unit: "day", stack: "project", periods: 7, back: 0 });
        return series.map(({ id }) => id);
      };
      assert.deepEqual(await projects(), [root]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
