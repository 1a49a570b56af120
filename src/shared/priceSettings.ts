/** Prices that the user gives: what of the setting `bursar.prices` can be used, and what is wrong with the rest. */

/** Dollars per million tokens: fresh input, output, 5-minute cache write, 1-hour cache write, cache read. */
export interface Rates {
  input: number;
  output: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  cacheRead: number;
}

/** Prices of one model. They replace the price table's whole row: what is left out here has no rates of its own. */
export interface PriceSetting extends Rates {
  fast?: Rates;
  /** Rates for a request whose prompt is longer than `abovePromptTokens`. */
  longPrompt?: Rates & { abovePromptTokens: number };
  /** Tokens. */
  contextWindow?: number;
  name?: string;
  /** The day (UTC, YYYY-MM-DD) from which they hold; before it the price table's row does. Left out: they always hold. */
  from?: string;
}

/** By model id. */
export type PriceSettings = Record<string, PriceSetting>;

const RATES = ["input", "output", "cacheWrite5m", "cacheWrite1h", "cacheRead"] as const satisfies (keyof Rates)[];

type Json = Record<string, unknown>;
type Check = (value: unknown) => string | null;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const amount: Check = (value) =>
  typeof value === "number" && value >= 0 && Number.isFinite(value) ? null : "must be dollars per million tokens";
const tokens: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 1000 ? null : "must be tokens, 1000 or more";
const text: Check = (value) => (typeof value === "string" && value.trim() !== "" ? null : "must be a text");
const day: Check = (value) => (typeof value === "string" && isDay(value) ? null : "must be a day as YYYY-MM-DD");

function isDay(value: string): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(value) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

const rateChecks = Object.fromEntries(RATES.map((key) => [key, amount]));
const fastChecks: Check = (value) => problemOf(value, rateChecks, {});
const longPromptChecks: Check = (value) => problemOf(value, { ...rateChecks, abovePromptTokens: tokens }, {});

/** What is wrong with an object that must have the members `needed` and may have `optional`, or null. */
function problemOf(value: unknown, needed: Record<string, Check>, optional: Record<string, Check>): string | null {
  if (!isObject(value)) return "must be an object";
  for (const key of Object.keys(needed)) if (!Object.hasOwn(value, key)) return `"${key}" is missing`;
  const checks = new Map([...Object.entries(needed), ...Object.entries(optional)]);
  for (const [key, member] of Object.entries(value)) {
    const check = checks.get(key);
    const problem = check ? check(member) : "is not known";
    if (problem !== null) return `"${key}" ${problem}`;
  }
  return null;
}

/** Narrows a hand-written value. One bad entry is left out and named in `problems`; the others stay. */
export function narrowPriceSettings(value: unknown): { prices: PriceSettings; problems: string[] } {
  const prices: PriceSettings = {};
  const problems: string[] = [];
  if (!isObject(value))
    return { prices, problems: value === undefined ? [] : ["bursar.prices must be an object: not used"] };
  for (const [model, entry] of Object.entries(value)) {
    const optional = { fast: fastChecks, longPrompt: longPromptChecks, contextWindow: tokens, name: text, from: day };
    const problem = problemOf(entry, rateChecks, optional);
    // A plain copy: VS Code gives proxies, which cannot be sent to another process.
    if (problem === null) prices[model] = JSON.parse(JSON.stringify(entry)) as PriceSetting;
    else problems.push(`bursar.prices: "${model}" is not used: ${problem}`);
  }
  return { prices, problems };
}
