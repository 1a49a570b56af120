import assert from "node:assert/strict";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  assistantRow,
  isoTime,
  OTHER_SESSION,
  progressRow,
  SESSION,
  START,
  temporaryFolder,
  toolResultRow,
  transcriptPath,
  userRow,
  writeTranscript,
  type AssistantFields,
} from "../engine/sources/testTranscripts.ts";
import { report as runReport } from "./reportCommand.ts";
import { TestProgram, type TestEnvironment } from "./testProgram.ts";
import { UsageError } from "./usageError.ts";

/** Members that may be told beside the first contract's. */
const MORE_FIGURES = ["reportedUSD", "cacheHitRate", "cacheSavedUSD"] as const;
const FIGURES = [
  "requests",
  "inputTokens",
  "outputTokens",
  "cacheReadTokens",
  "cacheWrite5mTokens",
  "cacheWrite1hTokens",
  "webSearches",
  "costUSD",
  "lowerBoundRequests",
] as const;
type Figures = Record<(typeof FIGURES)[number], number>;

interface Report {
  schema: number;
  totals: Figures;
  rows: (Figures & { key: string })[];
  unpriced: { model: string; requests: number }[];
}

describe("bursar usage", function () {
  this.timeout(10_000);
  let program: TestProgram;
  let folder: TestProgram["folder"];
  let home: string;
  let configDir: string;
  let dataDir: string;
  // Compiled once instead of in each of the many runs.
  const compiled = temporaryFolder();
  after(() => compiled.remove());
  beforeEach(() => {
    program = new TestProgram(compiled.path);
    ({ folder, home, configDir, dataDir } = program);
  });
  afterEach(() => program.remove());

  const bursar = (args: readonly string[], env?: TestEnvironment) => program.run(args, env);
  const write = (rows: AssistantFields[], sessionId?: string, dir?: string) => program.write(rows, sessionId, dir);

  /** The report as JSON, from a run in which nothing was wrong. */
  async function report(args: readonly string[] = [], env: Record<string, string | undefined> = {}): Promise<Report> {
    const { code, stdout, stderr } = await bursar(["usage", "--json", ...args], env);
    assert.deepEqual([code, stderr], [0, ""]);
    return JSON.parse(stdout) as Report;
  }

  const requestsBy = ({ rows }: Report) => Object.fromEntries(rows.map(({ key, requests }) => [key, requests]));
  it("prints the JSON of its contract", async () => {
    write([
      { id: "msg_1", output: 1, stopReason: null },
      { id: "msg_1", output: 20, webSearches: 3 },
      { id: "msg_2", cacheWrite5m: 100, cacheWrite1h: 0 },
    ]);
    const { code, stdout, stderr } = await bursar(["usage", "--json"]);
    assert.deepEqual([code, stderr], [0, ""]);
    // Dollars per million tokens of Opus 5.5: 4 input, 20 output, 0.2 read, 5 and 8 written; a search is a cent.
    const first = (12 * 4 + 20 * 20 + 9000 * 0.2 + 2000 * 8) / 1e6 + 0.03;
    const second = (12 * 4 + 20 * 20 + 9000 * 0.2 + 100 * 5) / 1e6;
    const { totals, rows, ...others } = JSON.parse(stdout) as Report;
    assert.deepEqual(Object.keys(totals), [...FIGURES, ...MORE_FIGURES]);
    assert.deepEqual(
      rows.map((row) => Object.keys(row)),
      [["key", ...FIGURES, ...MORE_FIGURES]],
    );
    assert.deepEqual(others, { schema: 1, unpriced: [] });
    const { costUSD } = totals;
    assert.ok(Math.abs(costUSD - first - second) < 1e-12);
    const counts = FIGURES.filter((figure) => figure !== "costUSD").map((figure) => [figure, totals[figure]]);
    assert.deepEqual(Object.fromEntries(counts), {
      requests: 2,
      inputTokens: 24,
      outputTokens: 40,
      cacheReadTokens: 18_000,
      cacheWrite5mTokens: 100,
      cacheWrite1hTokens: 2000,
      webSearches: 3,
      lowerBoundRequests: 0,
    });
    assert.deepEqual(rows[0], { key: "2026-03-02", ...totals });
  });

  it("groups by day, session, model and project", async () => {
    const day = 86_400_000;
    write([
      { id: "a", at: START - day, cwd: "/home/dev/one" },
      { id: "b", at: START, cwd: "/home/dev/two", model: "claude-haiku-4-5-20251001" },
      { id: "c", at: START, cwd: "/home/dev/two" },
    ]);
    write([{ id: "d", at: START + day, cwd: "/home/dev/one" }], OTHER_SESSION);
    const groups = {
      day: { "2026-03-01": 1, "2026-03-02": 2, "2026-03-03": 1 },
      session: { [SESSION]: 3, [OTHER_SESSION]: 1 },
      model: { "claude-opus-5-5": 3, "claude-haiku-4-5-20251001": 1 },
      project: { "/home/dev/one": 2, "/home/dev/two": 2 },
    };
    await report();
    await Promise.all(
      Object.entries(groups).map(async ([by, expected]) => {
        const told = await report(["--by", by]);
        assert.deepEqual(requestsBy(told), expected);
        if (by === "day")
          assert.deepEqual(
            told.rows.map(({ key }) => key),
            Object.keys(expected),
          );
        for (const figure of FIGURES) {
          const sum = told.rows.reduce((total, row) => total + row[figure], 0);
          assert.ok(Math.abs(sum - told.totals[figure]) < 1e-12, `${figure} by ${by}`);
        }
      }),
    );
  });

  const zones: [zone: string, times: [utc: string, day: string][]][] = [
    [
      "Asia/Kolkata",
      [
        ["2026-03-01T18:29:59.999Z", "2026-03-01"],
        ["2026-03-01T18:30:00.000Z", "2026-03-02"],
        ["2026-03-02T18:29:59.999Z", "2026-03-02"],
        ["2026-03-02T18:30:00.000Z", "2026-03-03"],
      ],
    ],
    // Clocks go forward on the 8th: a day of 23 hours.
    [
      "America/New_York",
      [
        ["2026-03-08T04:59:59.999Z", "2026-03-07"],
        ["2026-03-08T05:00:00.000Z", "2026-03-08"],
        ["2026-03-09T03:59:59.999Z", "2026-03-08"],
        ["2026-03-09T04:00:00.000Z", "2026-03-09"],
      ],
    ],
  ];
  for (const [zone, times] of zones) {
    it(`counts days, and bounds them, in local time: ${zone}`, async () => {
      write(times.map(([utc], index) => ({ id: `m${index}`, at: Date.parse(utc) })));
      const [first, , , last] = times.map(([, day]) => day) as [string, string, string, string];
      const middle = times[1]?.[1] ?? "";
      const env = { TZ: zone };
      assert.deepEqual(requestsBy(await report([], env)), { [first]: 1, [middle]: 2, [last]: 1 });
      const requests = async (...args: string[]) => (await report(args, env)).totals.requests;
      const bounded = await Promise.all([
        requests("--since", middle),
        requests("--until", middle),
        requests("--since", middle, "--until", middle, "--by", "session"),
      ]);
      assert.deepEqual(bounded, [3, 3, 2]);
    });
  }

  it("reads the config directories it is told instead of the environment's", async () => {
    const other = join(folder.path, "other");
    write([{ id: "a" }]);
    write([{ id: "b" }, { id: "shared" }], OTHER_SESSION, other);
    write([{ id: "c" }, { id: "shared" }], SESSION, join(home, ".claude"));
    const requests = async (...args: string[]) => (await report(args)).totals.requests;
    assert.equal(await requests(), 1);
    assert.equal(await requests("--config-dir", "other", "--config-dir", join(home, ".claude")), 3);
    assert.equal(await requests("--config-dir", other, "--config-dir", `${other}/`), 2);
    assert.equal((await report([], { CLAUDE_CONFIG_DIR: undefined })).totals.requests, 2);
  });

  it("keeps what it read, also when the transcripts are gone", async () => {
    const path = write([{ id: "a" }]);
    await report();
    writeFileSync(path, "");
    rmSync(path);
    write([{ id: "b" }], OTHER_SESSION);
    assert.equal((await report()).totals.requests, 2);
  });

  it("leaves no trace with --no-store", async () => {
    write([{ id: "a" }]);
    assert.equal((await report(["--no-store"])).totals.requests, 1);
    assert.equal(existsSync(dataDir), false);
    assert.deepEqual(
      globSync("**", { cwd: home }).filter((path) => path !== "." && path !== ""),
      [],
    );
  });

  describe("a fork", () => {
    const COMMON = [0, 1, 2].map((index) => ({ id: `old_${index}`, at: START + index }));
    /** A fork begins with rows of its own, later ones; then it repeats its parent's with their times. */
    function writeFork(sessionId: string): string {
      const own = { type: "queue-operation", operation: "enqueue", timestamp: isoTime(START + 9000), sessionId };
      const copies = COMMON.map((fields) => assistantRow({ ...fields, sessionId, uuid: `uuid_${fields.id}` }));
      return writeTranscript(transcriptPath(configDir, sessionId), [
        own,
        ...copies,
        assistantRow({ id: "new", at: START + 9500, sessionId }),
      ]);
    }
    const writeParent = (sessionId: string) => write([...COMMON, { id: "last", at: START + 5000 }], sessionId);
    const setTime = (path: string, seconds: number) => utimesSync(path, START / 1000 + seconds, START / 1000 + seconds);

    for (const [parent, fork] of [
      [SESSION, OTHER_SESSION],
      [OTHER_SESSION, SESSION],
    ] as const) {
      for (const first of ["parent", "fork"]) {
        it(`owns its own requests only, read with the ${first} first (${parent < fork ? "named" : "not named"} in this order)`, async () => {
          // The file that changed last is read first.
          setTime(writeParent(parent), first === "parent" ? 60 : 0);
          setTime(writeFork(fork), 30);
          const told = await report(["--by", "session", "--no-store"]);
          assert.deepEqual(requestsBy(told), { [parent]: 4, [fork]: 1 });
          assert.equal(told.totals.requests, 5);
        });
      }
    }

    it("gives back what it seemed to own when its parent is found later", async () => {
      writeFork(OTHER_SESSION);
      assert.deepEqual(requestsBy(await report(["--by", "session"])), { [OTHER_SESSION]: 4 });
      writeParent(SESSION);
      assert.deepEqual(requestsBy(await report(["--by", "session"])), { [SESSION]: 4, [OTHER_SESSION]: 1 });
    });
  });

  it("counts subagents with their session, from their files and from progress rows", async () => {
    const path = write([{ id: "main" }]);
    const agent = { agentId: "a1", sessionId: SESSION };
    writeTranscript(join(path.replace(/\.jsonl$/, ""), "subagents/agent-a1.jsonl"), [
      assistantRow({ ...agent, id: "sub", output: 30 }),
    ]);
    writeTranscript(path, [
      assistantRow({ id: "main" }),
      progressRow({ ...agent, id: "sub", output: 1 }),
      progressRow({ ...agent, id: "only" }),
    ]);
    const told = await report(["--by", "session"]);
    assert.deepEqual(requestsBy(told), { [SESSION]: 3 });
    assert.equal(told.totals.outputTokens, 70);
  });

  it("says which models have no price, and never that they cost nothing", async () => {
    write([{ id: "a" }, { id: "b", model: "claude-nova-9" }, { id: "c", model: "claude-nova-9" }]);
    const told = await report(["--by", "model"]);
    assert.deepEqual(told.unpriced, [{ model: "claude-nova-9", requests: 2 }]);
    assert.deepEqual([told.totals.requests, told.totals.costUSD], [3, 0.018248]);
    const { stdout } = await bursar(["usage", "--by", "model"]);
    assert.match(stdout, /claude-nova-9 .* unpriced$/m);
    assert.match(stdout, /^Total .* \$0\.02 \+ 2 unpriced$/m);
    assert.match(stdout, /^Unpriced: claude-nova-9, 2 requests/m);
  });

  it("counts answers that no line calls complete, and marks their sum", async () => {
    write([{ id: "a", stopReason: null }, { id: "b", stopReason: null }, { id: "b" }]);
    assert.equal((await report()).totals.lowerBoundRequests, 1);
    const marked = await bursar(["usage"]);
    assert.match(marked.stdout, /^Total .* ≥ \$0\.04$/m);
    assert.match(marked.stdout, /lower bound/);
    rmSync(join(configDir, "projects"), { recursive: true });
    write([{ id: "c" }]);
    const { stdout } = await bursar(["usage", "--no-store"]);
    assert.doesNotMatch(stdout, /≥/);
  });

  it("prints a table that fits the width", async () => {
    write([
      { id: "a", cwd: `/home/dev/${"long-name/".repeat(20)}end` },
      { id: "b", cwd: "/home/dev/\u001b[31mred\n" },
    ]);
    for (const by of ["branch", "project"]) {
      const { code, stdout, stderr } = await bursar(["usage", "--by", by]);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.ok(stdout.split("\n").every((line) => line.length <= 100));
      assert.match(stdout, /^Total +2 +24 +40 +18K +0 +4K +82% +\$0\.0[56] +\$0\.04$/m);
      // oxlint-disable-next-line no-control-regex
      assert.doesNotMatch(stdout, /\u001b/);
    }
  });

  it("says when there is nothing", async () => {
    mkdirSync(join(configDir, "projects"), { recursive: true });
    assert.deepEqual(await bursar(["usage"]), { code: 0, stdout: "No requests found.\n", stderr: "" });
    const { totals, rows, unpriced } = await report();
    assert.deepEqual([rows, unpriced], [[], []]);
    assert.deepEqual(
      FIGURES.map((figure) => totals[figure]),
      FIGURES.map(() => 0),
    );
  });

  it("warns of a config directory that is not there, and reads the others", async () => {
    write([{ id: "a" }]);
    const missing = join(folder.path, "missing");
    const { code, stdout, stderr } = await bursar([
      "usage",
      "--json",
      "--config-dir",
      missing,
      "--config-dir",
      configDir,
    ]);
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as Report).totals.requests, 1);
    assert.ok(stderr.includes(missing) && stderr.split("\n").length === 2, stderr);
  });

  it("says what it skipped and where, in one line, and counts the rest", async () => {
    const path = write([{ id: "a" }, { id: "b" }]);
    writeFileSync(path, `{"parentUuid":null,"message":{"usa\n${readFileSync(path, "utf8")}secret words\n`);
    const { code, stdout, stderr } = await bursar(["usage", "--json"]);
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as Report).totals.requests, 2);
    assert.ok(stderr.includes(path) && stderr.split("\n").length === 2, stderr);
    assert.ok(!stderr.includes("secret"));
  });

  it("says what to do when the ledger cannot be opened", async () => {
    write([{ id: "a" }]);
    writeFileSync(dataDir, "");
    const closed = await bursar(["usage"]);
    assert.deepEqual([closed.code, closed.stdout], [1, ""]);
    assert.match(closed.stderr, /^bursar: .*--no-store.*\n$/);
  });

  it("sets a damaged ledger aside, says so, and counts on", async () => {
    write([{ id: "a" }]);
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, "ledger.sqlite"), "no database at all ".repeat(100));
    const { code, stdout, stderr } = await bursar(["usage", "--json"]);
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as Report).totals.requests, 1);
    assert.match(stderr, /^bursar: the ledger was damaged .*set aside as .*ledger\.damaged.*\n$/);
  });

  it("has a ledger repaired of which damage shows only in use", async () => {
    write(Array.from({ length: 2000 }, (_, index) => ({ id: `msg_${index}` })));
    await bursar(["usage"]);
    const store = join(dataDir, "ledger.sqlite");
    const bytes = readFileSync(store);
    // The pages behind the schema's.
    writeFileSync(store, bytes.fill(0xa5, bytes.length / 2));
    write(Array.from({ length: 2001 }, (_, index) => ({ id: `msg_${index}` })));
    const found = await bursar(["usage", "--json"]);
    assert.deepEqual([found.code, found.stdout], [1, ""]);
    assert.match(found.stderr, /the ledger is damaged .*; run this again to have it repaired\n$/);
    const { code, stdout } = await bursar(["usage", "--json"]);
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as Report).totals.requests, 2001);
  });

  it("ends quietly when nobody reads its output", async () => {
    write([{ id: "a" }]);
    const child = program.start(["usage"]);
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
    await new Promise((resolve) => child.on("close", resolve));
    assert.equal(stderr, "");
  });

  const wrong: [args: string[], message: RegExp][] = [
    [["--by", "year"], /--by takes day, week, .*config-dir; not "year"/],
    [["--by"], /--by/],
    [["--since", "yesterday"], /--since takes a day as YYYY-MM-DD; not "yesterday"/],
    [["--since", "2026-02-30"], /--since/],
    [["--until", "2026-13-01"], /--until/],
    [["--colour"], /--colour/],
    [["more"], /more/],
    [["--json=yes"], /--json/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args.join(" ")}`, async () => {
      await assert.rejects(
        runReport("usage", args),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }

  it("ends with 2 on a wrong command line, and touches nothing", async () => {
    for (const args of [["usage", "--colour"], ["report"]]) {
      const { code, stdout, stderr } = await bursar(args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /^bursar: .+\nTry: bursar (?:usage )?--help\n$/);
    }
    assert.equal(existsSync(dataDir), false);
  });

  it("helps", async () => {
    for (const args of [[], ["usage", "--by", "--help"]]) {
      const { code, stdout, stderr } = await bursar(args);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, args.length === 0 ? /bursar daily .*\n.*bursar weekly/ : /^bursar usage \[--by GROUP\]/);
    }
  });

  it("agrees with an independent count of real transcripts (BURSAR_CORPUS)", async function () {
    const corpus = process.env["BURSAR_CORPUS"];
    if (!corpus) this.skip();
    this.timeout(120_000);
    const { code, stdout } = await bursar(["usage", "--json", "--no-store", "--by", "model", "--config-dir", corpus]);
    assert.equal(code, 0);
    const { rows } = JSON.parse(stdout) as Report;
    const expected = countByModel(corpus);
    const names = Object.keys(expected[0] ?? {}) as (keyof (typeof expected)[0])[];
    const counted = rows
      .map((row) => Object.fromEntries(names.map((name) => [name, row[name]])))
      .toSorted((a, b) => (String(a["key"]) < String(b["key"]) ? -1 : 1));
    assert.ok(names.includes("outputTokens"));
    assert.deepEqual(counted, expected);
  });

  it("counts tools' results as nothing", async () => {
    writeTranscript(transcriptPath(configDir), [userRow(), toolResultRow(), assistantRow()]);
    assert.equal((await report()).totals.requests, 1);
  });
});

/** Every transcript read whole, every line parsed, one record per message id in a Map: the plain way. */
function countByModel(corpus: string): (Omit<Figures, "costUSD"> & { key: string })[] {
  interface Usage {
    input_tokens?: number;
    output_tokens?: number;
    cache_read_input_tokens?: number;
    cache_creation_input_tokens?: number;
    cache_creation?: { ephemeral_5m_input_tokens?: number; ephemeral_1h_input_tokens?: number } | null;
    server_tool_use?: { web_search_requests?: number } | null;
  }
  interface Answer {
    type?: string;
    isApiErrorMessage?: boolean;
    isUnmetered?: boolean;
    message?: { id?: string; model: string; usage?: Usage; stop_reason?: string | null };
    data?: { message?: Answer };
  }
  const best = new Map<string, { model: string; usage: Usage; final: boolean }>();
  for (const path of globSync("projects/**/*.jsonl", { cwd: corpus })) {
    const lines = readFileSync(join(corpus, path), "utf8").split("\n");
    // In some lines two rows stand without the newline between them.
    for (const text of lines.flatMap((line) => line.split(/(?<=\})(?=\{"(?:parentUuid|type)":)/))) {
      let row: Answer;
      try {
        row = JSON.parse(text) as Answer;
      } catch {
        continue;
      }
      const answer = row.type === "progress" ? row.data?.message : row;
      const { id, model = "", usage, stop_reason } = answer?.message ?? {};
      if (answer?.type !== "assistant" || !id || !usage || model === "<synthetic>") continue;
      if (answer.isApiErrorMessage || answer.isUnmetered) continue;
      const seen = best.get(id);
      const final = seen?.final === true || Boolean(stop_reason);
      const larger = !seen || (usage.output_tokens ?? 0) >= (seen.usage.output_tokens ?? 0);
      best.set(id, larger ? { model, usage, final } : { ...seen, final });
    }
  }
  const models = new Map<string, Omit<Figures, "costUSD"> & { key: string }>();
  for (const { model, usage, final } of best.values()) {
    const sum = models.get(model) ?? {
      key: model,
      requests: 0,
      inputTokens: 0,
      outputTokens: 0,
      cacheReadTokens: 0,
      cacheWrite5mTokens: 0,
      cacheWrite1hTokens: 0,
      webSearches: 0,
      lowerBoundRequests: 0,
    };
    models.set(model, sum);
    const hour = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0;
    const five = usage.cache_creation?.ephemeral_5m_input_tokens ?? 0;
    sum.requests++;
    sum.inputTokens += usage.input_tokens ?? 0;
    sum.outputTokens += usage.output_tokens ?? 0;
    sum.cacheReadTokens += usage.cache_read_input_tokens ?? 0;
    sum.cacheWrite1hTokens += hour;
    sum.cacheWrite5mTokens += Math.max(usage.cache_creation_input_tokens ?? 0, hour + five) - hour;
    sum.webSearches += usage.server_tool_use?.web_search_requests ?? 0;
    sum.lowerBoundRequests += final ? 0 : 1;
  }
  return [...models.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
