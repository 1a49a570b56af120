/** The ledger's tables. ARCHITECTURE.md shows them; a change here needs a new step in `MIGRATIONS`. */

/**
 * Steps from one schema version to the next; `PRAGMA user_version` counts those that ran.
 *
 * `request` holds every API response once, found by a 53-bit hash of its id, because an index of numbers is a third
 * of one of texts; `key` is the id itself and tells two with the same hash apart. `held` names the sessions and directories that hold a request beside its
 * owner: forks and copies. `quarter` sums requests by quarter of an hour (UTC), the finest step between time zones,
 * so that local days cost a few rows; `session` holds the sums of its own requests.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE dir (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE model (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE place (id INTEGER PRIMARY KEY, cwd TEXT NOT NULL, branch TEXT NOT NULL, UNIQUE (cwd, branch)) STRICT;
  CREATE TABLE file (
    path TEXT PRIMARY KEY, dir INTEGER NOT NULL REFERENCES dir,
    inode INTEGER NOT NULL, size INTEGER NOT NULL, modified REAL NOT NULL,
    offset INTEGER NOT NULL, head TEXT NOT NULL, tail TEXT NOT NULL, first INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE session (
    id INTEGER PRIMARY KEY, sid TEXT NOT NULL UNIQUE, dir INTEGER NOT NULL REFERENCES dir,
    start INTEGER NOT NULL, last INTEGER NOT NULL, ended INTEGER NOT NULL DEFAULT 0,
    cwd TEXT, title TEXT, title_by_user INTEGER NOT NULL DEFAULT 0,
    main_at INTEGER, main_model INTEGER REFERENCES model, main_context INTEGER, main_output INTEGER,
    main_peak INTEGER NOT NULL DEFAULT 0, first_context INTEGER, cache_ttl_1h INTEGER NOT NULL DEFAULT 0,
    compacted_at INTEGER, compacted_to INTEGER,
    reported_usd REAL, reported_unknown INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0, usd REAL NOT NULL DEFAULT 0,
    lower_bounds INTEGER NOT NULL DEFAULT 0, unpriced INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX session_last ON session (last);
  CREATE TABLE request (
    id INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE, key TEXT NOT NULL,
    session INTEGER NOT NULL REFERENCES session, dir INTEGER NOT NULL REFERENCES dir,
    at INTEGER NOT NULL, model INTEGER NOT NULL REFERENCES model, place INTEGER REFERENCES place, agent TEXT,
    input INTEGER NOT NULL, output INTEGER NOT NULL, read INTEGER NOT NULL,
    write_5m INTEGER NOT NULL, write_1h INTEGER NOT NULL, searches INTEGER NOT NULL,
    fast INTEGER NOT NULL, us INTEGER NOT NULL, final INTEGER NOT NULL, main INTEGER NOT NULL,
    iterations TEXT, usd REAL
  ) STRICT;
  CREATE TABLE held (
    request INTEGER NOT NULL REFERENCES request, session INTEGER NOT NULL REFERENCES session,
    dir INTEGER NOT NULL REFERENCES dir, PRIMARY KEY (request, session, dir)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX held_session ON held (session);
  CREATE TABLE quarter (
    quarter INTEGER NOT NULL, dir INTEGER NOT NULL, model INTEGER NOT NULL,
    requests INTEGER NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL, read INTEGER NOT NULL,
    write_5m INTEGER NOT NULL, write_1h INTEGER NOT NULL, searches INTEGER NOT NULL,
    usd REAL NOT NULL, lower_bounds INTEGER NOT NULL, unpriced INTEGER NOT NULL,
    PRIMARY KEY (quarter, dir, model)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE lease (dir INTEGER PRIMARY KEY REFERENCES dir, holder TEXT NOT NULL, pid INTEGER NOT NULL, beat INTEGER NOT NULL) STRICT;
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // 2: who caused a request, what Claude Code itself reported, and an estimate where the output is a lower bound.
  // Every transcript is read again, so that the requests in the store get the new columns too.
  `
  CREATE TABLE prompt (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, session INTEGER NOT NULL REFERENCES session,
    at INTEGER NOT NULL, excerpt TEXT
  ) STRICT;
  CREATE TABLE source (
    id INTEGER PRIMARY KEY, agent TEXT NOT NULL, skill TEXT NOT NULL, plugin TEXT NOT NULL, server TEXT NOT NULL,
    UNIQUE (agent, skill, plugin, server)
  ) STRICT;
  ALTER TABLE request ADD COLUMN prompt INTEGER REFERENCES prompt;
  ALTER TABLE request ADD COLUMN source INTEGER REFERENCES source;
  ALTER TABLE request ADD COLUMN estimated_usd REAL;
  CREATE INDEX request_session ON request (session);
  CREATE TABLE reported (
    session INTEGER NOT NULL REFERENCES session, at INTEGER NOT NULL, usd REAL NOT NULL, unknown INTEGER NOT NULL,
    models TEXT NOT NULL, PRIMARY KEY (session, at)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE side (
    session INTEGER NOT NULL REFERENCES session, at INTEGER NOT NULL, model TEXT NOT NULL, usd REAL NOT NULL,
    PRIMARY KEY (session, at, model)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE session ADD COLUMN estimated_extra REAL NOT NULL DEFAULT 0;
  ALTER TABLE quarter ADD COLUMN estimated_extra REAL NOT NULL DEFAULT 0;
  ALTER TABLE file ADD COLUMN prompt TEXT;
  DELETE FROM file;
  `,
  // 3: what the user had forgotten (keepRules.ts), and the projects of working directories (projects.ts).
  `
  CREATE TABLE forgotten (
    kind TEXT NOT NULL, value TEXT NOT NULL, before INTEGER NOT NULL, PRIMARY KEY (kind, value)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE project (cwd TEXT PRIMARY KEY, root TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  // 4: what was told of the rate-limit windows, by account (accountTable.ts, readingTable.ts, answerTable.ts,
  // alertTable.ts); every transcript is read again for the limits that were hit. The index finds a window's requests.
  `
  CREATE TABLE account (
    id INTEGER PRIMARY KEY, dir INTEGER NOT NULL REFERENCES dir, account TEXT NOT NULL, since INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE reading (
    dir INTEGER NOT NULL REFERENCES dir, account TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
    until INTEGER NOT NULL, used REAL NOT NULL, resets_at INTEGER, label TEXT NOT NULL, told_by TEXT NOT NULL,
    PRIMARY KEY (dir, account, key, at)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE limit_hit (
    hash INTEGER PRIMARY KEY, dir INTEGER NOT NULL REFERENCES dir, at INTEGER NOT NULL, key TEXT NOT NULL,
    label TEXT NOT NULL, resets_at INTEGER
  ) STRICT;
  CREATE INDEX limit_hit_at ON limit_hit (dir, key, at);
  CREATE TABLE answer (
    dir INTEGER NOT NULL REFERENCES dir, sid TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (dir, sid)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE alert (
    id INTEGER PRIMARY KEY, dir INTEGER NOT NULL REFERENCES dir, account TEXT NOT NULL, key TEXT NOT NULL,
    resets_at INTEGER, level TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX request_at ON request (at);
  DELETE FROM file;
  `,
  // 5: every compaction, for which the transcripts are read again, and which totals a status line told (`live`): the
  // last one of a session, until Claude Code writes its own.
  `
  CREATE TABLE compaction (
    session INTEGER NOT NULL REFERENCES session, at INTEGER NOT NULL, PRIMARY KEY (session, at)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE reported ADD COLUMN live INTEGER NOT NULL DEFAULT 0;
  DELETE FROM file;
  `,
  // 6: what the user did on suggestions and wants to see no more (actionTable.ts, wishTable.ts), and whether Claude Code
  // began a compaction by itself (null: of before).
  `
  CREATE TABLE action (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, suggestion TEXT NOT NULL, kind TEXT NOT NULL, family TEXT NOT NULL,
    sid TEXT, name TEXT NOT NULL, command TEXT NOT NULL, result TEXT NOT NULL,
    expected_low REAL, expected_mid REAL, expected_high REAL,
    context INTEGER, model TEXT, usd_per_request REAL, growth REAL NOT NULL, main_at INTEGER,
    hour_cache INTEGER NOT NULL, compacts_at INTEGER, after_request INTEGER NOT NULL,
    side_before REAL, side_after REAL, successor TEXT, outcome TEXT
  ) STRICT;
  CREATE INDEX action_at ON action (at);
  CREATE INDEX action_sid ON action (sid);
  CREATE TABLE wish (
    wish TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL, until INTEGER, size REAL,
    PRIMARY KEY (wish, subject)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE compaction ADD COLUMN auto INTEGER;
  `,
];

/** Milliseconds of the step by which `quarter` sums. */
export const QUARTER_MS = 15 * 60_000;
