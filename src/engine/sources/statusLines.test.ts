import assert from "node:assert/strict";
import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { bridgePlaces } from "../../shared/bridgePlaces.ts";
import { parseStatusLineInput } from "./statusLineInput.ts";
import { readStatusLines } from "./statusLines.ts";
import { temporaryFolder } from "./testTranscripts.ts";

const RESET = 1_795_281_600_000;
const DAY = 24 * 60 * 60_000;

const text = (members: object) => JSON.stringify({ session_id: "a", ...members });
const limitsOf = (rates: object) =>
  parseStatusLineInput(text({ rate_limits: rates }))?.limits.map(({ key, usedPercent, resetsAt }) => [
    key,
    usedPercent,
    resetsAt,
  ]);

describe("parseStatusLineInput", () => {
  it("takes limits, context window, cache and cost", () => {
    const input = parseStatusLineInput(
      text({
        model: { id: "claude-opus-5-5[1m]", display_name: "Opus 5.5" },
        version: "2.1.330",
        effort: { level: "high" },
        cost: { total_cost_usd: 0.25, total_api_duration_ms: 7 },
        context_window: { context_window_size: 1_000_000, used_percentage: null },
        prompt_cache: { warm: true, ttl: "1h", expires_at: RESET / 1000 },
        rate_limits: {
          five_hour: { used_percentage: 42, resets_at: RESET / 1000 },
          seven_day: { used_percentage: 17, resets_at: RESET / 1000 },
          spend_limit: { used_percentage: 3.5, resets_at: null },
        },
      }),
    );
    assert.ok(input);
    const { answer, ...rest } = input;
    assert.equal(typeof answer, "string");
    assert.deepEqual(rest, {
      sessionId: "a",
      model: "claude-opus-5-5[1m]",
      limits: [
        { key: "five_hour", label: "5-hour", usedPercent: 42, resetsAt: RESET },
        { key: "seven_day", label: "7-day", usedPercent: 17, resetsAt: RESET },
        { key: "spend_limit", label: "Spend limit", usedPercent: 3.5, resetsAt: null },
      ],
      contextWindow: 1_000_000,
      cache: { expiresAt: RESET, ttl: "1h" },
      effort: "high",
      totalCostUsd: 0.25,
    });
  });

  it("takes no total of a version that counts on after /clear", () => {
    const total = (version?: string) =>
      parseStatusLineInput(text({ version, cost: { total_cost_usd: 0.25 } }))?.totalCostUsd;
    assert.deepEqual(["2.1.211", "2.1.330", "2.2.0", "3.0.1"].map(total), [0.25, 0.25, 0.25, 0.25]);
    assert.deepEqual(["2.1.210", "2.0.999", "1.9.400", "", undefined].map(total), [null, null, null, null, null]);
  });

  for (const [form, resetsAt] of [
    ["seconds", RESET / 1000],
    ["milliseconds", RESET],
    ["an ISO time stamp", new Date(RESET).toISOString()],
  ] as const) {
    it(`reads a reset in ${form}`, () => {
      assert.deepEqual(limitsOf({ five_hour: { used_percentage: 42, resets_at: resetsAt } }), [
        ["five_hour", 42, RESET],
      ]);
    });
  }

  it("takes shares of 1 for what they are only where nothing speaks against it", () => {
    const used = (five: number, seven: number) =>
      limitsOf({ five_hour: { used_percentage: five }, seven_day: { used_percentage: seven } })?.map(
        ([, value]) => value,
      );
    assert.deepEqual(used(0.5, 0.25), [50, 25]);
    assert.deepEqual(used(1, 0.25), [100, 25]);
    assert.deepEqual(used(1, 0), [1, 0]);
    assert.deepEqual(used(42, 0.5), [42, 0.5]);
  });

  it("leaves out what is no reading", () => {
    assert.deepEqual(
      limitsOf({ five_hour: null, seven_day: { used_percentage: "17" }, spend_limit: { used_percentage: -1 } }),
      [],
    );
    assert.deepEqual(limitsOf({ five_hour: { used_percentage: 5, resets_at: 0 } }), [["five_hour", 5, null]]);
    for (const broken of ["", "{", '{"session_id":"a"', "[]", "null", "{}", '{"session_id":7}']) {
      assert.equal(parseStatusLineInput(broken), null, broken);
    }
  });

  it("takes any JSON", () => {
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom("session_id", "rate_limits", "five_hour", "cost", "x") }),
        (value) => {
          parseStatusLineInput(JSON.stringify(value));
        },
      ),
    );
  });
});

describe("readStatusLines", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let configDir: string;
  let dataDir: string;
  let places: ReturnType<typeof bridgePlaces>;
  const now = Date.now();
  const read = () => readStatusLines({ configDir, dataDir, now });
  const write = (name: string, content: string, at: number) => {
    writeFileSync(join(places.status, name), content);
    utimesSync(join(places.status, name), at / 1000, at / 1000);
  };

  beforeEach(() => {
    folder = temporaryFolder();
    configDir = join(folder.path, "claude");
    dataDir = join(folder.path, "bursar");
    places = bridgePlaces(dataDir, configDir, process.platform);
    mkdirSync(configDir);
    mkdirSync(places.status, { recursive: true });
  });
  afterEach(() => folder.remove());

  it("gives the last input of each session with its time; one torn or being written is left out", () => {
    write("a.json", text({}), now - 5000);
    write("b.json", '{"session_id":"b","rate', now);
    write("c.12.tmp", text({}), now);
    write("future.json", JSON.stringify({ session_id: "f" }), now + DAY);
    assert.deepEqual(Object.fromEntries(read().readings.map(({ sessionId, storedAt }) => [sessionId, storedAt])), {
      a: now - 5000,
      f: now,
    });
  });

  it("removes inputs that are too old to say anything", () => {
    write("old.json", text({}), now - 9 * DAY);
    write("torn.1.tmp", "", now - 9 * DAY);
    write("week.json", text({}), now - 7 * DAY);
    assert.equal(read().readings.length, 1);
    assert.deepEqual(
      ["old.json", "torn.1.tmp", "week.json"].map((name) => existsSync(join(places.status, name))),
      [false, false, true],
    );
  });

  it("knows from settings.json whether it is connected", () => {
    const settings = (value: string) => {
      writeFileSync(join(configDir, "settings.json"), value);
      return read().connected;
    };
    assert.equal(read().connected, false);
    assert.equal(settings(JSON.stringify({ statusLine: { type: "command", command: places.command } })), true);
    assert.equal(settings('{"statusLine":{"type":"command","command":"date"}}'), false);
    assert.equal(settings("{"), false);
  });

  it("has nothing without a folder", () => {
    folder.remove();
    assert.deepEqual(read(), { connected: false, readings: [] });
  });
});
