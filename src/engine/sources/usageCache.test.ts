import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { START, temporaryFolder } from "./testTranscripts.ts";
import { readClaudeJson, type UsageCache } from "./usageCache.ts";

const RESET = START + 3_600_000;
const resets_at = new Date(RESET).toISOString();
const ACCOUNT = "00000000-0000-4000-8000-000000000001";
const OTHER_ACCOUNT = "00000000-0000-4000-8000-000000000002";

const named = {
  five_hour: { utilization: 42, resets_at },
  seven_day: { utilization: 17.5, resets_at: null },
  seven_day_opus: { utilization: 61, resets_at },
  seven_day_oauth_apps: null,
  extra_usage: { is_enabled: false, utilization: null },
  wattle_ember: { label: "x", limit_dollars: 5 },
};
const listed = [
  { kind: "session", group: "session", percent: 42, resets_at, scope: null },
  { kind: "weekly_all", group: "weekly", percent: 17, resets_at, scope: null },
  { kind: "weekly_scoped", percent: 61, resets_at, scope: { model: { display_name: "Opus" }, surface: null } },
  {
    kind: "weekly_scoped",
    percent: 5,
    resets_at,
    scope: { model: { display_name: "Opus" }, surface: { display_name: "Web" } },
  },
  { kind: "monthly_spend", percent: 1, resets_at: "soon", scope: "none" },
  { kind: "no percent", percent: null },
  { percent: 3 },
  null,
];
const readUsageCache = (configDir: string) => readClaudeJson(configDir).usage;
const cacheOf = (utilization: unknown, fetchedAtMs: unknown = START, accountUuid?: string) => ({
  fetchedAtMs,
  accountUuid,
  utilization,
});

describe("readClaudeJson", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let configDir: string;
  beforeEach(() => {
    folder = temporaryFolder();
    configDir = join(folder.path, ".claude");
    mkdirSync(configDir);
  });
  afterEach(() => folder.remove());

  const write = (text: string, place = configDir) => writeFileSync(join(place, ".claude.json"), text);
  const writeCache = (cache: unknown, place = configDir) =>
    write(
      JSON.stringify({
        numStartups: 3,
        oauthAccount: { emailAddress: "a@b", accountUuid: ACCOUNT },
        cachedUsageUtilization: cache,
      }),
      place,
    );

  function read(): Extract<UsageCache, { kind: "read" }> {
    const cache = readUsageCache(configDir);
    assert.equal(cache.kind, "read");
    return cache;
  }

  it("tells the limits that are listed, of any kind", () => {
    writeCache(cacheOf({ ...named, limits: listed }));
    const { fetchedAt, limits } = read();
    assert.equal(fetchedAt, START);
    assert.deepEqual(limits, [
      { key: "session", label: "5-hour", usedPercent: 42, resetsAt: RESET },
      { key: "weekly_all", label: "7-day", usedPercent: 17, resetsAt: RESET },
      { key: "weekly_scoped:Opus", label: "7-day Opus", usedPercent: 61, resetsAt: RESET },
      { key: "weekly_scoped:Opus Web", label: "7-day Opus Web", usedPercent: 5, resetsAt: RESET },
      { key: "monthly_spend", label: "monthly spend", usedPercent: 1, resetsAt: null },
    ]);
  });

  it("tells the limits of the older form, one member each", () => {
    for (const utilization of [
      named,
      { ...named, limits: [] },
      { ...named, limits: null },
      { ...named, limits: [{}] },
    ]) {
      writeCache(cacheOf(utilization));
      assert.deepEqual(read().limits, [
        { key: "five_hour", label: "5-hour", usedPercent: 42, resetsAt: RESET },
        { key: "seven_day", label: "7-day", usedPercent: 17.5, resetsAt: null },
        { key: "seven_day_opus", label: "7-day Opus", usedPercent: 61, resetsAt: RESET },
      ]);
    }
  });

  it("takes a reset in seconds, milliseconds or as an ISO time stamp", () => {
    for (const reset of [RESET / 1000, RESET, resets_at]) {
      writeCache(cacheOf({ limits: [{ kind: "session", percent: 42, resets_at: reset }] }));
      assert.equal(read().limits[0]?.resetsAt, RESET);
      writeCache(cacheOf({ five_hour: { utilization: 42, resets_at: reset } }));
      assert.equal(read().limits[0]?.resetsAt, RESET);
    }
  });

  it("tells the account apart without naming it", () => {
    writeCache(cacheOf(named));
    const first = read();
    assert.match(first.account ?? "", /^[0-9a-f]{16}$/);
    assert.ok(!JSON.stringify(first).includes(ACCOUNT));
    writeCache(cacheOf(named, START, OTHER_ACCOUNT));
    assert.notEqual(read().account, first.account);
    writeCache(cacheOf(named, START, ACCOUNT));
    assert.equal(read().account, first.account);
    write(JSON.stringify({ cachedUsageUtilization: cacheOf(named) }));
    assert.equal(read().account, null);
  });

  it("tells who is signed in apart from whom the limits were asked for", () => {
    writeCache(cacheOf(named, START, OTHER_ACCOUNT));
    const { usage, signedIn } = readClaudeJson(configDir);
    assert.ok(usage.kind === "read" && usage.account !== signedIn);
    assert.match(signedIn ?? "", /^[0-9a-f]{16}$/);
    write(JSON.stringify({ oauthAccount: { accountUuid: ACCOUNT } }));
    assert.deepEqual(readClaudeJson(configDir), { usage: { kind: "absent" }, signedIn });
    for (const account of [null, {}, { accountUuid: "" }, { accountUuid: 7 }]) {
      write(JSON.stringify({ oauthAccount: account }));
      assert.equal(readClaudeJson(configDir).signedIn, null);
    }
  });

  it("takes of two files the account that the last written one names", () => {
    const places = [configDir, folder.path];
    const accounts = [ACCOUNT, OTHER_ACCOUNT].map((accountUuid) => JSON.stringify({ oauthAccount: { accountUuid } }));
    const signedInWhen = (newer: number) => {
      for (const [index, place] of places.entries()) {
        write(accounts[index] ?? "", place);
        const seconds = START / 1000 + (index === newer ? 60 : 0);
        utimesSync(join(place, ".claude.json"), seconds, seconds);
      }
      return readClaudeJson(configDir).signedIn;
    };
    const [inside, beside] = [signedInWhen(0), signedInWhen(1)];
    assert.ok(inside !== null && beside !== null && inside !== beside);
    write("{}", folder.path);
    assert.equal(readClaudeJson(configDir).signedIn, inside);
  });

  it("leaves every other member unparsed", () => {
    const member = `"cachedUsageUtilization":${JSON.stringify(cacheOf(named))}`;
    write(`{"projects":{broken: [nope]; "x" "y"},"n":-,${member},"tail":{{{`);
    assert.equal(read().limits.length, 3);
  });

  it("looks beside the default folder, where Claude Code keeps the file without CLAUDE_CONFIG_DIR", () => {
    writeCache(cacheOf(named), folder.path);
    assert.equal(read().limits.length, 3);
    configDir = join(folder.path, "work");
    mkdirSync(configDir);
    assert.deepEqual(readUsageCache(configDir), { kind: "absent" });
  });

  it("takes the newer of two files", () => {
    writeCache(cacheOf(named, START), folder.path);
    writeCache(cacheOf(named, START - 1));
    assert.equal(read().fetchedAt, START);
    write("{}");
    assert.equal(read().fetchedAt, START);
    writeCache(cacheOf(named, START + 1));
    assert.equal(read().fetchedAt, START + 1);
  });

  const absent: [title: string, text: string][] = [
    ["an empty file", ""],
    ["no such member", '{"oauthAccount":{}}'],
    ["null", '{"cachedUsageUtilization":null}'],
    ["no time", JSON.stringify({ cachedUsageUtilization: cacheOf(named, "now") })],
    ["no utilization", JSON.stringify({ cachedUsageUtilization: cacheOf(null) })],
    ["a file that is caught half-written", JSON.stringify({ cachedUsageUtilization: cacheOf(named) }).slice(0, 90)],
    ["no JSON", "cachedUsageUtilization"],
  ];
  for (const [title, text] of absent) {
    it(`is absent: ${title}`, () => {
      write(text);
      assert.deepEqual(readUsageCache(configDir), { kind: "absent" });
    });
  }

  it("is absent where there is no file or folder", () => {
    assert.deepEqual(readUsageCache(configDir), { kind: "absent" });
    assert.deepEqual(readUsageCache(join(folder.path, "nowhere")), { kind: "absent" });
    writeFileSync(join(folder.path, "file"), "");
    assert.deepEqual(readUsageCache(join(folder.path, "file")), { kind: "absent" });
  });

  it("says why the file cannot be read", () => {
    mkdirSync(join(configDir, ".claude.json"));
    assert.deepEqual(readUsageCache(configDir), { kind: "unreadable", reason: "EISDIR" });
    writeCache(cacheOf(named), folder.path);
    assert.equal(read().limits.length, 3);
  });

  it("does not wait for a writer where a FIFO has the file's name", function () {
    if (process.platform === "win32") this.skip();
    execFileSync("mkfifo", [join(configDir, ".claude.json")]);
    assert.deepEqual(readUsageCache(configDir), { kind: "unreadable", reason: "ENOTFILE" });
  });

  it("says that the file may not be read", function () {
    // Neither root nor Windows is kept out by a mode.
    if (process.platform === "win32" || process.getuid?.() === 0) this.skip();
    writeCache(cacheOf(named));
    chmodSync(join(configDir, ".claude.json"), 0o000);
    assert.deepEqual(readUsageCache(configDir), { kind: "unreadable", reason: "EACCES" });
  });
});
