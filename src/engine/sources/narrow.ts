/** Narrowing of unknown JSON: each function gives the value in its type, or a stated fallback. */

export type JsonObject = Record<string, unknown>;

export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function asString(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function asNumber(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** More of anything than a session can hold: the line is broken. The store holds whole numbers only, and sums of them. */
const TOO_MANY = 1e12;

/** A count: whole and not negative; anything else is 0. */
export function asCount(value: unknown): number {
  return typeof value === "number" && value > 0 && value < TOO_MANY ? Math.floor(value) : 0;
}

export function asCountOrNull(value: unknown): number | null {
  return typeof value === "number" ? asCount(value) : null;
}

/** Milliseconds since the epoch of an ISO time stamp, or null. */
export function asTime(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

/** Below this a number of seconds; above it, of milliseconds. 10^11 seconds is the year 5138. */
const SECONDS_BELOW = 1e11;

/** Milliseconds since the epoch, from seconds, milliseconds or an ISO time stamp. */
export function asMoment(value: unknown): number | null {
  const number = asNumber(value);
  if (number === null) return asTime(value);
  if (number <= 0) return null;
  return number < SECONDS_BELOW ? number * 1000 : number;
}
