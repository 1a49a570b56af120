/**
 * Reads the rate-limit percentages that Claude Code keeps in `.claude.json`. The file holds private things too: the
 * two members are cut out of its bytes, and nothing else of it is parsed.
 */
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { memberValue } from "./jsonBytes.ts";
import { asNumber, asObject, asString, asTime, type JsonObject } from "./narrow.ts";
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

/** What the newest of the files says; one that cannot be read matters only when no other can. */
export function readUsageCache(configDir: string): UsageCache {
  const caches = usageCachePlaces(configDir).map(readPlace);
  const newest = caches.filter((cache) => cache.kind === "read").toSorted((a, b) => b.fetchedAt - a.fetchedAt)[0];
  return newest ?? caches.find((cache) => cache.kind === "unreadable") ?? { kind: "absent" };
}

function readPlace(place: string): UsageCache {
  try {
    return narrowUsageCache(readRegularFile(place));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "ENOENT" || code === "ENOTDIR"
      ? { kind: "absent" }
      : { kind: "unreadable", reason: code ?? "unreadable" };
  }
}

function narrowUsageCache(bytes: Buffer): UsageCache {
  const cache = asObject(memberValue(bytes, "cachedUsageUtilization"));
  const utilization = asObject(cache?.["utilization"]);
  const fetchedAt = asNumber(cache?.["fetchedAtMs"]);
  if (!utilization || fetchedAt === null) return { kind: "absent" };
  const list = utilization["limits"];
  const limits = Array.isArray(list) ? list.map(asObject).flatMap((item) => (item ? narrowLimit(item) : [])) : [];
  // The account that the limits were asked for; who is signed in now may be another.
  const account =
    asString(cache?.["accountUuid"]) ?? asString(asObject(memberValue(bytes, "oauthAccount"))?.["accountUuid"]);
  return {
    kind: "read",
    fetchedAt,
    limits: limits.length > 0 ? limits : namedLimits(utilization),
    account: account && createHash("sha256").update(account).digest("hex").slice(0, 16),
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
      resetsAt: asTime(item["resets_at"]),
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
    return [{ key, label: scope ? `${period} ${scope}` : period, usedPercent, resetsAt: asTime(limit["resets_at"]) }];
  });
}
