/** A store in memory and what pages are worked out from, for tests. */
import type { DatabaseSync } from "node:sqlite";
import { Ledger } from "../ledger/ledger.ts";
import { openStore } from "../ledger/store.ts";
import { part, request } from "../ledger/testParts.ts";
import type { TranscriptPart } from "../sources/transcriptFile.ts";
import type { RequestRow } from "../sources/transcriptRow.ts";
import type { PageScope } from "./pageScope.ts";
import { defineFolded } from "./sessionFilter.ts";

/** A Wednesday. */
export const NOW = new Date(2026, 5, 17, 15, 20).getTime();

/** Local noon of the day so many days before `NOW`. */
export const noon = (daysBefore = 0): number => new Date(2026, 5, 17 - daysBefore, 12).getTime();

export class TestHistory {
  readonly db: DatabaseSync = openStore({ kind: "memory" });
  readonly ledger = new Ledger(this.db);
  #requests = 0;

  constructor() {
    defineFolded(this.db);
  }

  /** What one file of a session holds. */
  add(sid: string, found: Partial<TranscriptPart>, dir = "/c"): void {
    this.ledger.begin();
    this.ledger.add({ configDir: dir, sessionId: sid, firstTimestamp: noon(400) }, part(found));
    this.ledger.commit();
  }

  /** Requests of a session, each with an id of its own. */
  requests(sid: string, ...rows: Partial<RequestRow>[]): void {
    this.add(sid, {
      requests: rows.map((row) => request({ id: `msg_${this.#requests++}`, sessionId: sid, ...row })),
    });
  }

  /** One request as a file of this session in this directory tells it. */
  addRequest(sid: string, row: Partial<RequestRow>, dir: string): void {
    this.add(sid, { requests: [request(row)] }, dir);
  }

  title(sid: string, title: string): void {
    this.add(sid, { titles: [{ kind: "title", sessionId: sid, title, byUser: false }] });
  }

  /** What Claude Code reported beyond the counted requests. */
  side(sid: string, at: number, model: string, usd: number): void {
    this.db
      .prepare("INSERT INTO side (session, at, model, usd) SELECT id, ?, ?, ? FROM session WHERE sid = ?")
      .run(at, model, usd, sid);
  }

  /** Of the directory `/c`; projects are folders, as nothing else is known of them. */
  scope(overrides: Partial<PageScope> = {}): PageScope {
    return {
      db: this.db,
      dirs: [this.ledger.dirs.idOf("/c")],
      prices: this.ledger.prices,
      projectOf: (cwd) => cwd,
      now: NOW,
      ...overrides,
    };
  }
}
