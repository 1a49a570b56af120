import assert from "node:assert/strict";
import stringWidth from "string-width";
import { NO_FIGURES } from "../engine/ledger/figures.ts";
import { isPeriod, USAGE_GROUPS, type UsageGroup } from "../engine/ledger/usageGroups.ts";
import type { UsageReport, UsageRow } from "../engine/ledger/usageReport.ts";
import { reportTable } from "./reportTable.ts";

const TIME = new Date(2026, 5, 10, 12).getTime();
const row = (overrides: Partial<UsageRow> = {}): UsageRow => ({
  ...NO_FIGURES,
  key: "2026-06-10",
  subject: null,
  requests: 1204,
  inputTokens: 9_400,
  outputTokens: 212_000,
  cacheReadTokens: 98_000_000,
  cacheWrite5mTokens: 1_200_000,
  cacheWrite1hTokens: 3_400_000,
  costUSD: 1234.5,
  reportedUSD: 1234.5,
  cacheSavedUSD: 5678.9,
  ...overrides,
});
const reportOf = (rows: UsageRow[], overrides: Partial<UsageReport> = {}): UsageReport => ({
  totals: row(),
  rows,
  leftOut: 0,
  unpriced: [],
  ...overrides,
});
const session = (title: string | null, key = "5b0f1c9e-0000-4000-8000-000000000001") =>
  row({ key, subject: { kind: "session", title, project: "/home/dev/work/acme", lastActivity: TIME } });
const prompt = (excerpt: string | null) =>
  row({
    key: "9b0f1c9e-0000-4000-8000-00000000000a",
    subject: {
      kind: "prompt",
      excerpt,
      sessionId: "5b0f1c9e-0000-4000-8000-000000000001",
      project: "/home/dev/work/acme",
      time: TIME,
    },
  });

const shown = (report: UsageReport, by: UsageGroup, width: number) =>
  reportTable(report, { by, width, home: "/home/dev", emphasis: (_, line) => line });
const titlesOf = (text: string) => (text.split("\n")[0] ?? "").split(/ {2,}/);

describe("reportTable", () => {
  it("shows as many figures as the width takes", async () => {
    const report = reportOf([row()]);
    const titles = async (width: number) => titlesOf(await shown(report, "day", width));
    const all = ["Day", "Requests", "Input", "Output", "Cache read", "Write 5m", "Write 1h", "Hit", "Saved", "Cost"];
    assert.deepEqual(await titles(100), all);
    assert.deepEqual(await titles(80), [
      "Day",
      "Requests",
      "Input",
      "Output",
      "Cache read",
      "Cache write",
      "Hit",
      "Cost",
    ]);
    assert.deepEqual(await titles(60), ["Day", "Requests", "Output", "Hit", "Cost"]);
    assert.deepEqual(await titles(40), ["Day", "Requests", "Output", "Cost"]);
    assert.deepEqual(await titles(20), ["Day", "Cost"]);
  });

  it("shows sessions and prompts with what tells them apart, at every width", async () => {
    const titles = async (report: UsageReport, by: UsageGroup, width: number) =>
      titlesOf(await shown(report, by, width));
    const sessions = reportOf([session("Tidy the parser of the import job"), session(null)]);
    assert.deepEqual((await titles(sessions, "session", 160)).slice(0, 4), ["Last used", "Id", "Session", "Project"]);
    assert.deepEqual(await titles(sessions, "session", 80), [
      "Last used",
      "Id",
      "Session",
      "Requests",
      "Output",
      "Cost",
    ]);
    assert.deepEqual(await titles(sessions, "session", 60), ["Last used", "Session", "Requests", "Cost"]);
    const prompts = reportOf([prompt("Please tidy the parser and then run all of the tests"), prompt(null)]);
    assert.deepEqual(await titles(prompts, "prompt", 100), [
      "Day",
      "Prompt",
      "Session",
      "Project",
      "Requests",
      "Output",
      "Cost",
    ]);
    assert.deepEqual(await titles(prompts, "prompt", 60), ["Day", "Prompt", "Requests", "Cost"]);
  });

  it("fits every width from 40 columns on, whatever the script", async () => {
    const long = "日本語のとても長い題名 👩‍👩‍👧‍👦 und noch viel mehr Text, der nirgends hineinpasst, so lang ist er";
    for (const by of USAGE_GROUPS) {
      const rows = [session(long), prompt(long), row({ key: `/home/dev/${"deep/".repeat(30)}${long}` }), row()];
      const report = reportOf(
        by === "session" ? rows.slice(0, 1) : by === "prompt" ? rows.slice(1, 2) : rows.slice(2),
        {
          totals: row({ lowerBoundRequests: 3, reportedUSD: 1300 }),
          unpriced: [{ model: "claude-next-9", requests: 12 }],
          leftOut: 7,
        },
      );
      if (isPeriod(by)) report.rows = [row()];
      for (let width = 40; width <= 180; width += 7) {
        for (const line of (await shown(report, by, width)).split("\n"))
          assert.ok(stringWidth(line) <= width, `${by} ${width}: ${line}`);
      }
    }
  });

  it("writes ~ for the home, and the end of a long path", async () => {
    const rows = [
      row({ key: "/home/dev" }),
      row({ key: "/home/dev/work/acme" }),
      row({ key: "/home/developer/x" }),
      row({ key: `/srv/${"deep/".repeat(20)}end` }),
    ];
    const lines = (await shown(reportOf(rows), "project", 100)).split("\n").slice(2, 6);
    assert.match(lines[0] ?? "", /^~ /);
    assert.match(lines[1] ?? "", /^~\/work\/acme /);
    assert.match(lines[2] ?? "", /^\/home\/developer\/x /);
    assert.match(lines[3] ?? "", /^….*deep\/end /);
  });

  it("says what its figures mean where that is not plain", async () => {
    const plain = await shown(reportOf([row()]), "day", 100);
    assert.equal(
      plain.split("\n").slice(5).join("\n"),
      [
        "Cost is at list price.",
        "Hit: the share of prompt tokens that came from the cache.",
        "Saved: what the cache saved against sending everything afresh.\n",
      ].join("\n"),
    );
    const qualified = await shown(
      reportOf([row()], {
        totals: row({ lowerBoundRequests: 2, reportedUSD: 1237.5, unpricedRequests: 4 }),
        unpriced: [{ model: "claude-next-9", requests: 4 }],
        leftOut: 9,
      }),
      "model",
      300,
    );
    assert.match(qualified, /≥ \$1,237\.50 \+ 4 unpriced$/m);
    assert.match(qualified, /^The dearest 1 of 10; --limit N shows more\. The total is of all\.$/m);
    assert.match(qualified, /^Cost is at list price, with \$3\.00 that Claude Code reported beyond .*side calls\.$/m);
    assert.match(qualified, /^≥: some answers were not recorded/m);
    assert.match(qualified, /^Unpriced: claude-next-9, 4 requests/m);
  });

  it("shows a cache that cost more than it saved as a loss", async () => {
    assert.match(await shown(reportOf([row({ cacheSavedUSD: -1.5 })]), "day", 200), /2026-06-10 .* -\$1\.50 /);
  });

  it("says when there is nothing", async () => {
    assert.equal(await shown(reportOf([]), "day", 80), "No requests found.\n");
  });
});
