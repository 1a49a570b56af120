/**
 * Reads the rate-limit percentages that Claude Code keeps in `.claude.json`, and a hash of who is signed in. The file
 * holds private things too: two members are cut out of its bytes, and nothing else of it is parsed.
 */
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { memberValue } from "./jsonBytes.ts";
import { asMoment, asNumber, asObject, asString, type JsonObject } from "./narrow.ts";
import { readRegularFile } from "./regularFile.ts";

/** One limit as Claude Code's own usage screen got it. */
export interface UsageLimit {
  key: string;
  label: string;
  usedPercent: number;
  resetsAt: number | null;
}

export type UsageCache =
  | { kind: "read"; fetchedAt: number; limits: UsageLimit[]; account: string | null }
  | { kind: "absent" }
  | { kind: "unreadable"; reason: string };

/** Where `.claude.json` can lie: in the config directory, or beside it when that is the default `~/.claude`. */
export function usageCachePlaces(configDir: string): string[] {
  const places = [join(configDir, ".claude.json")];
  if (basename(configDir) === ".claude") places.push(join(dirname(configDir), ".claude.json"));
  return places;
}

/** What `.claude.json` says of the limits and of the account. */
export interface ClaudeJson {
  usage: UsageCache;
  /** A hash of the account that is signed in; null where no file names one. */
  signedIn: string | null;
}

/**
 * The newest note of the limits that one of the files has, and the account that the file last written to names; a file
 * that cannot be read matters only when no other can.
 */
export function readClaudeJson(configDir: string): ClaudeJson {
  const files = usageCachePlaces(configDir).map(readPlace);
  const caches = files.map(({ usage }) => usage);
  const newest = caches.filter((cache) => cache.kind === "read").toSorted((a, b) => b.fetchedAt - a.fetchedAt)[0];
  const [named] = files.filter(({ signedIn }) => signedIn !== null).toSorted((a, b) => b.writtenAt - a.writtenAt);
  return {
    usage: newest ?? caches.find((cache) => cache.kind === "unreadable") ?? { kind: "absent" },
    signedIn: named?.signedIn ?? null,
  };
}

function readPlace(place: string): ClaudeJson & { writtenAt: number } {
  try {
    const writtenAt = statSync(place).mtimeMs;
    const bytes = readRegularFile(place);
    const signedIn = accountHash(asObject(memberValue(bytes, "oauthAccount"))?.["accountUuid"]);
    return { usage: narrowUsageCache(bytes, signedIn), signedIn, writtenAt };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const absent = code === "ENOENT" || code === "ENOTDIR";
    const usage: UsageCache = absent ? { kind: "absent" } : { kind: "unreadable", reason: code ?? "unreadable" };
    return { usage, signedIn: null, writtenAt: 0 };
  }
}

function accountHash(uuid: unknown): string | null {
  const text = asString(uuid);
  return text ? createHash("sha256").update(text).digest("hex").slice(0, 16) : null;
}

function narrowUsageCache(bytes: Buffer, signedIn: string | null): UsageCache {
  const cache = asObject(memberValue(bytes, "cachedUsageUtilization"));
  const utilization = asObject(cache?.["utilization"]);
  const fetchedAt = asNumber(cache?.["fetchedAtMs"]);
  if (!utilization || fetchedAt === null) return { kind: "absent" };
  const list = utilization["limits"];
  const limits = Array.isArray(list) ? list.map(asObject).flatMap((item) => (item ? narrowLimit(item) : [])) : [];
  return {
    kind: "read",
    fetchedAt,
    limits: limits.length > 0 ? limits : namedLimits(utilization),
    // The account that the limits were asked for; who is signed in now may be another.
    account: accountHash(cache?.["accountUuid"]) ?? signedIn,
  };
}

/** An entry of `limits[]`, of any kind: a new kind shows without a release. */
function narrowLimit(item: JsonObject): UsageLimit[] {
  const usedPercent = asNumber(item["percent"]);
  const kind = asString(item["kind"]);
  if (usedPercent === null || kind === null) return [];
  const scope = asObject(item["scope"]);
  const scopeName = [scope?.["model"], scope?.["surface"]]
    .map((part) => asString(asObject(part)?.["display_name"]))
    .filter((name) => name !== null)
    .join(" ");
  const period = kind === "session" ? "5-hour" : kind.startsWith("weekly") ? "7-day" : kind.replaceAll("_", " ");
  return [
    {
      key: scopeName ? `${kind}:${scopeName}` : kind,
      label: scopeName ? `${period} ${scopeName}` : period,
      usedPercent,
      resetsAt: asMoment(item["resets_at"]),
    },
  ];
}

/** The older form: one member per limit, `seven_day_opus` and the like. */
function namedLimits(utilization: JsonObject): UsageLimit[] {
  return Object.entries(utilization).flatMap(([key, value]) => {
    const limit = asObject(value);
    const usedPercent = asNumber(limit?.["utilization"]);
    const match = /^(five_hour|seven_day)(?:_(.+))?$/.exec(key);
    if (!limit || usedPercent === null || !match) return [];
    const scope = match[2]?.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase());
    const period = match[1] === "five_hour" ? "5-hour" : "7-day";
    return [{ key, label: scope ? `${period} ${scope}` : period, usedPercent, resetsAt: asMoment(limit["resets_at"]) }];
  });
}
