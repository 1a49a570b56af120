import assert from "node:assert/strict";
import type { UsageCache, UsageLimit } from "../sources/usageCache.ts";
import type { DatedReading } from "./datedReadings.ts";
import { toldLimits } from "./toldLimits.ts";

const NOW = 1_795_000_000_000;
const limit = (usedPercent: number, key = "five_hour"): UsageLimit => ({
  key,
  label: "5-hour",
  usedPercent,
  resetsAt: null,
});
const reading = (answeredAt: number, limits = [limit(40)]): DatedReading => ({
  sessionId: "s",
  limits,
  answeredAt,
  storedAt: NOW,
  model: null,
  contextWindow: null,
  cache: null,
  effort: null,
  totalCostUsd: null,
  answer: "",
});
const note = (account: string | null, fetchedAt = NOW - 5): UsageCache => ({
  kind: "read",
  fetchedAt,
  limits: [limit(41, "session")],
  account,
});
const told = (cache: UsageCache | null, readings: DatedReading[], account: string, since: number) =>
  toldLimits({ cache, readings, signedIn: { account, since }, now: NOW }).map(({ key, usedPercent, at }) => [
    key,
    usedPercent,
    at - NOW,
  ]);

describe("toldLimits", () => {
  it("has status lines and note under the same keys", () => {
    assert.deepEqual(told(note("a"), [reading(NOW - 9)], "a", 0), [
      ["five_hour", 40, -9],
      ["five_hour", 41, -5],
    ]);
  });

  it("leaves out what was answered before the account signed in, although it is rendered again", () => {
    assert.deepEqual(told(null, [reading(NOW - 9), reading(NOW - 3)], "b", NOW - 4), [["five_hour", 40, -3]]);
  });

  it("leaves out the note of another account, and an old one that names none", () => {
    assert.deepEqual(told(note("a"), [], "b", NOW - 99), []);
    assert.deepEqual(told(note(null), [], "b", NOW - 4), []);
    assert.equal(told(note(null), [], "b", NOW - 99).length, 1);
    assert.equal(told(note("a"), [], "", 0).length, 1);
    // Fetched before it signed in again, and its own all the same.
    assert.equal(told(note("a"), [], "a", NOW - 1).length, 1);
  });

  it("tells nothing in the future", () => {
    assert.deepEqual(told(note("a", NOW + 5000), [], "a", 0), [["five_hour", 41, 0]]);
  });
});
