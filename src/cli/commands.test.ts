import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  OTHER_SESSION,
  SESSION,
  START,
  assistantRow,
  temporaryFolder,
  titleRow,
  transcriptPath,
  userRow,
  writeTranscript,
} from "../engine/sources/testTranscripts.ts";
import { TestProgram } from "./testProgram.ts";

const DAY = 86_400_000;

describe("bursar", function () {
  this.timeout(10_000);
  let program: TestProgram;
  const compiled = temporaryFolder();
  after(() => compiled.remove());
  beforeEach(() => (program = new TestProgram(compiled.path)));
  afterEach(() => program.remove());

  /** What a run prints in which nothing is wrong. */
  async function output(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await program.run(args);
    assert.deepEqual([code, stderr], [0, ""], args.join(" "));
    return stdout;
  }
  type Rows = { rows: Record<string, unknown>[]; totals: { requests: number } };
  const json = async (...args: string[]) => JSON.parse(await output(...args, "--json")) as Rows;
  const keys = ({ rows }: Rows) => rows.map(({ key }) => key);

  /** Two sessions, in a repository and in a plain folder, with a prompt each. */
  function writeSessions(): { repository: string; plain: string } {
    const repository = join(program.folder.path, "acme");
    const plain = join(program.folder.path, "notes");
    mkdirSync(join(repository, ".git"), { recursive: true });
    mkdirSync(join(repository, "src"));
    mkdirSync(plain);
    writeTranscript(transcriptPath(program.configDir, SESSION), [
      userRow({ sessionId: SESSION, text: "Please tidy the parser." }),
      assistantRow({ id: "a1", sessionId: SESSION, cwd: join(repository, "src"), at: START }),
      assistantRow({ id: "a2", sessionId: SESSION, cwd: repository, at: START + DAY, output: 4000 }),
      titleRow("Tidying", false, SESSION),
    ]);
    writeTranscript(transcriptPath(program.configDir, OTHER_SESSION), [
      assistantRow({ id: "b1", sessionId: OTHER_SESSION, cwd: plain, at: START + 40 * DAY }),
    ]);
    return { repository, plain };
  }

  it("reports by period, session, model, project and prompt", async () => {
    const { repository, plain } = writeSessions();
    assert.deepEqual(keys(await json("daily")), ["2026-03-02", "2026-03-03", "2026-04-11"]);
    assert.deepEqual(keys(await json("weekly")), ["2026-W10", "2026-W15"]);
    assert.deepEqual(keys(await json("monthly")), ["2026-03", "2026-04"]);
    assert.deepEqual(keys(await json("models")), ["claude-opus-5-5"]);
    assert.deepEqual(keys(await json("projects")), [repository, plain]);
    assert.deepEqual(keys(await json("usage", "--by", "config-dir")), [program.configDir]);
    const [session] = (await json("sessions")).rows;
    assert.deepEqual(
      [session?.["key"], session?.["title"], session?.["project"], session?.["lastActivity"]],
      [SESSION, "Tidying", repository, new Date(START + DAY).toISOString()],
    );
    const [prompt] = (await json("prompts")).rows;
    assert.deepEqual([prompt?.["excerpt"], prompt?.["sessionId"]], ["Please tidy the parser.", SESSION]);
  });

  it("prints plain tables of 100 columns into a pipe", async () => {
    writeSessions();
    for (const name of ["daily", "weekly", "monthly", "sessions", "models", "projects", "prompts"]) {
      const text = await output(name);
      assert.match(text, /^Total +3 /m, name);
      assert.ok(
        text.split("\n").every((line) => line.length <= 100),
        name,
      );
      assert.ok(!text.includes("\u001b"), name);
    }
  });

  it("limits rows, and says how many are left out", async () => {
    writeSessions();
    const limited = await json("daily", "--limit", "1");
    assert.deepEqual([keys(limited), limited.totals.requests], [["2026-04-11"], 3]);
    assert.match(await output("sessions", "--limit", "1"), /^The dearest 1 of 2; /m);
  });

  it("tells its version, and helps with each command", async () => {
    assert.match(await output("--version"), /^\d+\.\d+\.\d+\n$/);
    for (const name of ["daily", "prompts", "usage", "export", "forget"]) {
      const text = await output(name, "--help");
      assert.match(text, new RegExp(`^bursar ${name} `));
      assert.equal(await output("help", name), text);
    }
    assert.equal(existsSync(program.dataDir), false);
  });

  const wrong: [args: string[], message: RegExp][] = [
    [["daily", "--by", "week"], /"bursar usage --by"/],
    [["daily", "--limit", "0"], /--limit takes a number of rows/],
    [["export"], /--format csv\|json\|jsonl/],
    [["export", "--format", "xml"], /--format takes csv, json, jsonl; not "xml"/],
    [["forget"], /either --project DIR or --before D/],
    [["forget", "--project", "x", "--before", "2026-01-01"], /either/],
    [["forget", "--before", "soon"], /--before takes a day/],
    [["constructor"], /there is no command "constructor"/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args.join(" ")}`, async () => {
      const { code, stdout, stderr } = await program.run(args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, message);
      assert.match(stderr, /^bursar: .+\nTry: bursar .*--help\n$/);
    });
  }

  describe("export", () => {
    it("writes every request in the ledger, to stdout or a file", async () => {
      const { repository } = writeSessions();
      const rows = JSON.parse(await output("export", "--format", "json")) as Record<string, unknown>[];
      assert.deepEqual(
        rows.map(({ requestId, project, promptExcerpt }) => [requestId, project, promptExcerpt]).slice(0, 2),
        [
          ["a1", repository, "Please tidy the parser."],
          ["a2", repository, "Please tidy the parser."],
        ],
      );
      const lines = (await output("export", "--format", "jsonl")).split("\n").slice(0, -1);
      assert.deepEqual(
        lines.map((line) => JSON.parse(line) as unknown),
        rows,
      );
      const { code, stdout, stderr } = await program.run(["export", "--format", "csv", "--output", "history.csv"]);
      assert.deepEqual([code, stdout], [0, ""]);
      assert.match(stderr, /^3 requests written to .*history\.csv\n$/);
      const text = readFileSync(join(program.folder.path, "history.csv"), "utf8");
      assert.equal(text.split("\r\n").length, 5);
      assert.match(text, /^time,requestId,sessionId,/);
    });

    it("has the totals of the report, also of transcripts that are gone", async () => {
      program.write([{ id: "a", webSearches: 2 }, { id: "b", model: "claude-nova-9" }]); // prettier-ignore
      const report = JSON.parse(await output("usage", "--json")) as { totals: Record<string, number> };
      rmSync(join(program.configDir, "projects"), { recursive: true });
      mkdirSync(join(program.configDir, "projects"));
      const rows = JSON.parse(await output("export", "--format", "json")) as Record<string, number | null>[];
      for (const figure of ["inputTokens", "outputTokens", "cacheReadTokens", "webSearches", "costUSD"]) {
        assert.equal(
          rows.reduce((sum, row) => sum + (row[figure] ?? 0), 0),
          report.totals[figure],
          figure,
        );
      }
    });

    it("keeps to days and config directories", async () => {
      writeSessions();
      const other = join(program.folder.path, "other");
      program.write([{ id: "elsewhere" }], "5b0f1c9e-0000-4000-8000-0000000000ff", other);
      const ids = async (...args: string[]) =>
        (await output("export", "--format", "jsonl", ...args))
          .split("\n")
          .slice(0, -1)
          .map((line) => (JSON.parse(line) as { requestId: string }).requestId);
      assert.deepEqual(await ids("--config-dir", other), ["elsewhere"]);
      assert.deepEqual(await ids("--since", "2026-03-03", "--until", "2026-03-03"), ["a2"]);
      assert.equal((await ids()).length, 4);
    });

    it("ends quietly when nobody reads on", async () => {
      program.write(Array.from({ length: 3000 }, (_, index) => ({ id: `m${index}` })));
      const child = program.start(["export", "--format", "jsonl"]);
      let stderr = "";
      child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
      child.stdout.once("data", () => child.stdout.destroy());
      const code = await new Promise((resolve) => child.on("close", resolve));
      assert.deepEqual([code, stderr], [0, ""]);
    });

    it("says why a file cannot be written", async () => {
      writeSessions();
      const { code, stderr } = await program.run(["export", "--format", "csv", "--output", "no/such/folder.csv"]);
      assert.equal(code, 1);
      assert.match(stderr, /^bursar: ENOENT.*\n$/);
    });
  });

  describe("forget", () => {
    const requests = async () => (await json("daily")).totals.requests;

    it("removes a project for good, from any folder of it, though its transcripts are there", async () => {
      const { repository } = writeSessions();
      assert.match(
        await output("forget", "--project", join(repository, "src"), "--yes"),
        /^Forgotten: 2 requests of 1 session \(\$0\.\d\d, 2026-03-02 to 2026-03-03\)\.\n$/,
      );
      assert.equal(await requests(), 1);
      // Read again from its start: a transcript that was rewritten.
      const path = transcriptPath(program.configDir, SESSION);
      writeFileSync(path, `{"type":"mode","mode":"normal","sessionId":"${SESSION}"}\n${readFileSync(path, "utf8")}`);
      assert.equal(await requests(), 1);
      assert.deepEqual(keys(await json("sessions")), [OTHER_SESSION]);
      const backups = readdirSync(program.dataDir).filter((name) => name.includes("backup"));
      assert.equal(backups.length, 1);
    });

    it("removes everything before a day", async () => {
      writeSessions();
      await output("forget", "--before", "2026-03-03", "--yes");
      assert.deepEqual(keys(await json("daily")), ["2026-03-03", "2026-04-11"]);
    });

    it("removes nothing without a yes, and says what it does not know", async () => {
      const { repository } = writeSessions();
      const unasked = await program.run(["forget", "--project", repository]);
      assert.deepEqual([unasked.code, unasked.stdout], [2, ""]);
      assert.match(unasked.stderr, /say --yes/);
      const unknown = await program.run(["forget", "--project", "/no/such/project", "--yes"]);
      assert.equal(unknown.code, 1);
      assert.match(unknown.stderr, /holds nothing of that; "bursar projects" names the projects/);
      assert.equal(await requests(), 3);
    });
  });
});
