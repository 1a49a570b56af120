import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { bashCall } from "../engine/sources/testCalls.ts";
import {
  assistantRow,
  isoTime,
  START,
  temporaryFolder,
  transcriptPath,
  userRow,
  writeTranscript,
  type Row,
} from "../engine/sources/testTranscripts.ts";
import { TestProgram } from "./testProgram.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const sid = (number: number) => `5b0f1c9e-0000-4000-8000-${String(number).padStart(12, "0")}`;
const [WON, LEFT, DEBUGGING] = [sid(101), sid(102), sid(103)] as const;

interface Advised {
  schema: number;
  assumptions: string[];
  totals: Record<string, unknown> & { netUSD: number; costUSD: number; savedUSD: number; mainChainUSD: number };
  rows: (Record<string, unknown> & { sessionId: string; netUSD: number | null })[];
}

describe("bursar advise", function () {
  this.timeout(20_000);
  let program: TestProgram;
  const compiled = temporaryFolder();
  after(() => compiled.remove());
  beforeEach(() => (program = new TestProgram(compiled.path)));
  afterEach(() => program.remove());

  async function output(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await program.run(["advise", ...args]);
    assert.deepEqual([code, stderr], [0, ""], args.join(" "));
    return stdout;
  }
  const json = async (...args: string[]) => JSON.parse(await output("--replay", "--json", ...args)) as Advised;
  const near = (actual: number, expected: number) =>
    assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

  const prompt = (sessionId: string, key: string, at: number, text = "Go on") =>
    userRow({ sessionId, at, text, row: { promptId: `${sessionId} ${key}` } });
  /** An answer of Opus 5.5 that reads so much from the cache and writes so much for an hour. */
  const answered = (sessionId: string, number: number, at: number, cacheRead: number, cacheWrite1h: number) => ({
    sessionId,
    id: `${sessionId} ${number}`,
    at,
    input: 0,
    output: 500,
    cacheRead,
    cacheWrite1h,
  });
  const write = (sessionId: string, rows: Row[], name = sessionId) =>
    writeTranscript(transcriptPath(program.configDir, name), rows);

  /** Five sessions of sixty small requests, a day each: from them the others learn how long sessions are. */
  function writePast(): void {
    for (let day = 0; day < 5; day++) {
      const begin = START + day * DAY;
      const rows = Array.from({ length: 60 }, (_, index) =>
        assistantRow(answered(sid(day), index, begin + index * MINUTE, 10_000, 100)),
      );
      write(sid(day), [prompt(sid(day), "only", begin), ...rows]);
    }
  }

  /** At 151,000 tokens a commit ends its first prompt; thirty requests follow. */
  function writeWon(name = WON, cwd = "/home/dev/acme"): void {
    const begin = START + 10 * DAY;
    const commit = bashCall("git commit -m Parser", { ...answered(WON, 0, begin, 0, 150_000), cwd });
    const later = Array.from({ length: 30 }, (_, index) =>
      assistantRow({ ...answered(WON, index + 2, begin + (index + 3) * MINUTE, 151_000 + index * 1_000, 1_000), cwd }),
    );
    write(
      WON,
      [
        prompt(WON, "first", begin),
        ...commit.ok("[main 1a2b3c4] Parser"),
        assistantRow({ ...answered(WON, 1, begin + MINUTE, 150_000, 1_000), cwd }),
        prompt(WON, "second", begin + 2 * MINUTE),
        ...later,
      ],
      name,
    );
  }

  /** Left for good with 150,000 tokens in a cache of an hour. */
  function writeLeft(): void {
    const begin = START + 11 * DAY;
    write(LEFT, [prompt(LEFT, "only", begin), assistantRow(answered(LEFT, 0, begin, 0, 150_000))]);
  }

  /** Committed, and its tests fail. */
  function writeDebugging(): void {
    const begin = START + 12 * DAY;
    const call = (number: number, command: string) =>
      bashCall(command, answered(DEBUGGING, number, begin + number * MINUTE, 0, 150_000));
    write(DEBUGGING, [
      prompt(DEBUGGING, "only", begin),
      ...call(0, "git commit -m Parser").ok("[main 1a2b3c4] Parser"),
      ...call(1, "npm test").failed("1 failing"),
      assistantRow(answered(DEBUGGING, 2, begin + 2 * MINUTE, 150_000, 1_000)),
    ]);
  }

  // Dollars per million tokens of Opus 5.5: 20 output, 0.2 read, 8 written for an hour. Compacting reads the context,
  // writes a summary of 6,000, and then 28,500 behind the 21,500 that stay cached. Each later request is 101,000 shorter.
  const WON_COST = (151_000 * 0.2 + 6_000 * 20 + 28_500 * (8 - 0.2)) / 1e6;
  const WON_SAVED = (30 * 101_000 * 0.2) / 1e6;
  const LEFT_COST = (150_000 * 0.2 + 6_000 * 20) / 1e6;

  it("tells what would have been advised when, and what it would have come to", async () => {
    writePast();
    writeWon();
    writeLeft();
    writeDebugging();
    const { schema, assumptions, totals, rows } = await json();
    assert.equal(schema, 1);
    assert.ok(assumptions.length > 3);
    assert.deepEqual(
      rows.map(({ sessionId, time, advice, boundary }) => [sessionId, time, advice, boundary]),
      [
        [WON, isoTime(START + 10 * DAY + MINUTE), "compact", "commit"],
        [LEFT, isoTime(START + 11 * DAY + 45 * MINUTE), "leavingDesk", "none"],
      ],
    );
    const [won, left] = rows;
    assert.deepEqual(
      [won?.["contextTokens"], won?.["requestsBefore"], won?.["requestsExpected"], won?.["requestsAfter"]],
      [151_000, 2, 58, 30],
    );
    near(won?.netUSD ?? NaN, WON_SAVED - WON_COST);
    near(left?.netUSD ?? NaN, -LEFT_COST);
    const { netUSD, costUSD, savedUSD, mainChainUSD, largest, ...counts } = totals;
    assert.deepEqual(counts, {
      sessions: 8,
      transcriptGone: 0,
      advised: 2,
      won: 1,
      lost: 1,
      unpriced: 0,
      promiseHeld: 0,
      unpricedRequests: 0,
    });
    assert.deepEqual(largest, { sessionId: WON, netUSD: won?.netUSD });
    near(costUSD, WON_COST + LEFT_COST);
    near(savedUSD, WON_SAVED);
    near(netUSD, WON_SAVED - WON_COST - LEFT_COST);
    const outputs = (5 * 60 + 32 + 1 + 3) * 500 * 20;
    const past = 5 * 60 * (10_000 * 0.2 + 100 * 8);
    const wonReads = 150_000 + 30 * 151_000 + 1_000 * (29 * 15);
    const written = 150_000 + 31_000 + 150_000 + 2 * 150_000 + 1_000;
    near(mainChainUSD, (outputs + past + (wonReads + 150_000) * 0.2 + written * 8) / 1e6);
  });

  it("says what the sum is worth in a table that fits", async () => {
    writePast();
    writeWon();
    writeLeft();
    const text = await output("--replay");
    assert.match(text, /^2026-03-12 09:01 .* commit +151K +58 +30 .* \$0\.23$/m);
    assert.match(text, /^2026-03-13 09:45 .* leaving the desk +150K .* -\$0\.15$/m);
    assert.match(text, /^Total .* \$0\.08$/m);
    const words = text.replaceAll(/\s+/g, " ");
    assert.ok(words.includes("in 2, and would have saved in 1 and cost more in 1."));
    assert.ok(words.includes("would have saved $0.08 net, 1% of it."));
    assert.ok(words.includes("alone saves $0.23; without it the sum is -$0.15."));
    assert.ok(words.includes("came true in 0 of 2; 8 of 10 are to be expected."));
    assert.ok(words.includes("- The first advice to compact in each session is followed at once"));
    assert.ok(text.split("\n").every((line) => line.length <= 100));
    assert.ok(!text.includes("\u001b"));
  });

  it("counts a session whose transcript is gone, and still learns from it", async () => {
    writePast();
    writeWon();
    writeLeft();
    await json();
    rmSync(transcriptPath(program.configDir, WON));
    for (let day = 0; day < 5; day++) rmSync(transcriptPath(program.configDir, sid(day)));
    const { totals, rows } = await json();
    assert.deepEqual([totals["sessions"], totals["transcriptGone"]], [7, 6]);
    assert.deepEqual(
      rows.map(({ sessionId }) => sessionId),
      [LEFT],
    );
    near(totals.netUSD, -LEFT_COST);
    near(totals.mainChainUSD, (150_000 * 8 + 500 * 20) / 1e6);
    assert.match(await output("--replay"), /^6 sessions not replayed: the transcript is gone or cannot be read\.$/m);
  });

  it("finds a session in a transcript of another name", async () => {
    writePast();
    writeWon("shared-by-a-friend");
    const { totals, rows } = await json();
    assert.equal(totals["transcriptGone"], 0);
    assert.deepEqual(
      rows.map(({ sessionId }) => sessionId),
      [WON],
    );
  });

  it("keeps to days, projects and config directories, and learns from all sessions", async () => {
    writePast();
    writeWon(WON, "/home/dev/other");
    writeLeft();
    const asked = async (...args: string[]) => {
      const { totals, rows } = await json(...args);
      return [totals["sessions"], ...rows.map(({ sessionId }) => sessionId)];
    };
    assert.deepEqual(await asked("--since", "2026-03-12"), [2, WON, LEFT]);
    assert.deepEqual(await asked("--since", "2026-03-12", "--until", "2026-03-12"), [1, WON]);
    assert.deepEqual(await asked("--project", "/home/dev/acme"), [6, LEFT]);
    assert.deepEqual(await asked("--project", "/home/dev/none"), [0]);
  });

  it("says that there was nothing to advise", async () => {
    writeWon();
    const text = await output("--replay");
    assert.match(text, /^1 session replayed: in none would compacting have been advised\.$/m);
  });

  it("asks for --replay, and helps", async () => {
    const { code, stdout, stderr } = await program.run(["advise"]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^bursar: advise needs --replay: .+\nTry: bursar advise --help\n$/);
    const help = await output("--help");
    assert.match(help, /^bursar advise --replay \[option\]…: /);
    assert.ok(help.split("\n").every((line) => line.length <= 120));
  });
});
