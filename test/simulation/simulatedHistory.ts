/** A made-up user's months with Claude Code: what the machine counted, what the limits told, and what was true. */
import type { LocalUse } from "../../src/engine/windows/localUse.ts";
import { randomNumbers } from "../../src/engine/windows/randomNumbers.ts";
import type { WindowReading } from "../../src/engine/windows/windowReading.ts";
import type { Regime } from "./regimes.ts";

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday. */
export const BEGIN = Date.UTC(2026, 5, 1);
/** The method sees 90 days before each moment at which it is judged; the moments lie in the four weeks after. */
export const SEEN_DAYS = 90;
const DAYS = 120;

/** One window as it truly was. */
export interface TrueWindow {
  startedAt: number;
  resetsAt: number;
  /** When it was used up; null if it was not. */
  hitAt: number | null;
  /** Percent used at its end, and of that by this machine. */
  used: number;
  local: number;
}

export interface SimulatedWindow {
  windowMs: number;
  readings: WindowReading[];
  truth: TrueWindow[];
  /** At each status line: percent truly used of the open window, and of that by this machine. */
  told: { at: number; used: number; local: number }[];
}

export interface SimulatedHistory {
  use: LocalUse;
  fiveHours: SimulatedWindow;
  week: SimulatedWindow;
  /** True percent of each window that a weighted token takes, and weighted tokens of each request. */
  weight: Float64Array;
}

interface Draws {
  next: () => number;
  uniform: (from: number, to: number) => number;
  normal: () => number;
  /** Around a median; `spread` is the deviation of its logarithm. */
  logNormal: (median: number, spread: number) => number;
}

function draws(seed: number): Draws {
  const next = randomNumbers(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    normal,
    uniform: (from, to) => from + (to - from) * next(),
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
  };
}

/** Columns that grow: requests of this machine, whether or not a limit then lets them pass. */
interface Requests {
  at: number[];
  model: number[];
  input: number[];
  write: number[];
  read: number[];
  output: number[];
}

/** Days of work with sessions and breaks; a session's context grows and is compacted. */
function work(random: Draws, regime: Regime, dense: number): Requests {
  const requests: Requests = { at: [], model: [], input: [], write: [], read: [], output: [] };
  const { next, uniform, logNormal } = random;
  const beginsAt = uniform(7, 11);
  const hours = uniform(6, 11);
  const weekend = uniform(0.1, 0.6);
  const gap = uniform(30, 70) / dense;
  const compactsAt = uniform(110_000, 190_000);
  const breaks = uniform(12, 40);
  for (let day = 0; day < DAYS; day++) {
    const isWeekend = day % 7 >= 5;
    if (next() > (isWeekend ? weekend : 0.94)) continue;
    const start = BEGIN + day * DAY + (beginsAt + 0.7 * random.normal()) * HOUR;
    const end = start + hours * logNormal(isWeekend ? 0.5 : 1, 0.25) * HOUR;
    const mixed = next() < 0.5;
    const ofDay = Math.floor(next() * regime.models.length);
    for (let at = start; at < end; at += logNormal(breaks, 0.9) * MINUTE) {
      const model = mixed ? Math.floor(next() * regime.models.length) : ofDay;
      const until = at + logNormal(45, 0.8) * MINUTE;
      const pace = logNormal(gap, 0.35) * 1000;
      let context = uniform(18_000, 45_000);
      let [read, written] = [0, context];
      for (; at < until; at += pace * -Math.log(1 - next()) + 3000 / dense) {
        const other = mixed && next() < 0.25 ? Math.floor(next() * regime.models.length) : model;
        requests.at.push(Math.round(at));
        requests.model.push(other);
        requests.input.push(Math.round(logNormal(20, 1.5)));
        requests.write.push(Math.round(written));
        requests.read.push(Math.round(read));
        requests.output.push(Math.round(logNormal(300, 1)));
        written = logNormal(1000, 1);
        read = context;
        context += written;
        if (context > compactsAt) {
          context = uniform(30_000, 50_000);
          [read, written] = [20_000, context - 20_000];
        }
      }
    }
  }
  return requests;
}

/** Use elsewhere in bursts of hours, in small steps, so much of it as makes its share of all. */
function bursts(random: Draws, share: number, localTotal: number): { at: number[]; tokens: number[] } {
  const at: number[] = [];
  const tokens: number[] = [];
  if (share === 0) return { at, tokens };
  const step = 2 * MINUTE;
  for (let day = 0; day < DAYS; day++) {
    for (let burst = random.next() < 0.76 ? 0 : 2; burst < 1 || (burst < 2 && random.next() < 0.3); burst++) {
      const start = BEGIN + day * DAY + random.uniform(8, 22) * HOUR;
      const end = start + random.uniform(1, 4) * HOUR;
      const pace = random.logNormal(1, 0.4);
      for (let now = start; now < end; now += step) {
        at.push(Math.round(now));
        tokens.push(pace * random.logNormal(1, 0.5));
      }
    }
  }
  const sum = tokens.reduce((total, value) => total + value, 0);
  const factor = ((share / (1 - share)) * localTotal) / sum;
  const order = [...at.keys()].toSorted((a, b) => (at[a] ?? 0) - (at[b] ?? 0));
  return { at: order.map((i) => at[i] ?? 0), tokens: order.map((i) => factor * (tokens[i] ?? 0)) };
}

interface Event {
  at: number;
  tokens: number;
  /** Index of the request; -1 from elsewhere. */
  request: number;
}

function inOrder(requests: Requests, weight: Float64Array, other: { at: number[]; tokens: number[] }): Event[] {
  const local = requests.at.map((at, request) => ({ at, tokens: weight[request] ?? 0, request }));
  const elsewhere = other.at.map((at, i) => ({ at, tokens: other.tokens[i] ?? 0, request: -1 }));
  return [...local, ...elsewhere].toSorted((a, b) => a.at - b.at);
}

/** The same for the same seed. `dense`: so many times as many requests as usual. */
export function simulateHistory(regime: Regime, seed: number, dense = 1): SimulatedHistory {
  const random = draws(seed);
  const requests = work(random, regime, dense);
  const weight = Float64Array.from(
    requests.at,
    (_, i) =>
      (regime.models[requests.model[i] ?? 0]?.weight ?? 0) *
      ((requests.input[i] ?? 0) +
        regime.write * (requests.write[i] ?? 0) +
        regime.read * (requests.read[i] ?? 0) +
        5 * (requests.output[i] ?? 0)),
  );
  const localTotal = weight.reduce((sum, value) => sum + value, 0);
  const events = inOrder(requests, weight, bursts(random, regime.elsewhere, localTotal));
  const phase = BEGIN - random.uniform(0, 7) * DAY;
  const limits = {
    fiveHours: limitOf(
      totals(events, (at) => at + 5 * HOUR),
      random.uniform(0.7, 0.92),
    ),
    week: limitOf(
      totals(events, (at) => weekEnd(at, phase)),
      random.uniform(0.35, 0.75),
    ),
  };
  return play(regime, random, requests, weight, events, phase, limits);
}

const weekEnd = (at: number, phase: number) => phase + (Math.floor((at - phase) / (7 * DAY)) + 1) * 7 * DAY;

/** What each window would come to if nothing stopped it. */
function totals(events: readonly Event[], endOf: (at: number) => number): number[] {
  const sums: number[] = [];
  let end = -Infinity;
  for (const { at, tokens } of events) {
    if (at >= end) {
      end = endOf(at);
      sums.push(0);
    }
    sums[sums.length - 1] = (sums.at(-1) ?? 0) + tokens;
  }
  return sums;
}

/** A limit that a share of the windows stays below. */
const limitOf = (sums: readonly number[], share: number): number =>
  sums.toSorted((a, b) => a - b)[Math.floor(share * sums.length)] ?? 1;

interface OpenWindow {
  current: TrueWindow | null;
  all: TrueWindow[];
  readings: WindowReading[];
  told: SimulatedWindow["told"];
}

/** Lets the events happen: limits stop them, and status lines tell whole percent now and then. */
function play(
  regime: Regime,
  random: Draws,
  requests: Requests,
  weight: Float64Array,
  events: readonly Event[],
  phase: number,
  limits: { fiveHours: number; week: number },
): SimulatedHistory {
  const five: OpenWindow = { current: null, all: [], readings: [], told: [] };
  const week: OpenWindow = { current: null, all: [], readings: [], told: [] };
  const passed: number[] = [];
  let readAt = -Infinity;
  let blockedTold = false;
  for (const { at, tokens, request } of events) {
    const day = (at - BEGIN) / DAY;
    const factor = regime.doubledOn !== null && day < regime.doubledOn ? 2 : 1;
    // A request's time is that of its answer: the window began when it was sent.
    open(five, at, at - 5000, at - 5000 + 5 * HOUR);
    open(week, at, weekEnd(at, phase) - 7 * DAY, weekEnd(at, phase));
    const isFull = [five, week].some(({ current }) => current?.hitAt !== null);
    if (!isFull) {
      take(five, at, (100 * factor * tokens) / limits.fiveHours, request >= 0);
      take(week, at, (100 * factor * tokens) / limits.week, request >= 0);
      if (request >= 0) passed.push(request);
      blockedTold = false;
    }
    // A refused request tells of the limit, once.
    const refused = isFull && request >= 0 && !blockedTold;
    if (request < 0 || !(refused || (!isFull && at >= readAt))) continue;
    if (refused) blockedTold = true;
    readAt = at + random.uniform(1, 60) * MINUTE;
    tell(five, at);
    tell(week, at);
  }
  const column = (values: readonly number[]) => Float64Array.from(passed, (i) => values[i] ?? 0);
  const prices = regime.models.map(({ inputPrice }) => inputPrice);
  const use: LocalUse = {
    models: regime.models.map((_, i) => `model-${i}`),
    inputPrices: prices,
    at: column(requests.at),
    model: Uint16Array.from(passed, (i) => requests.model[i] ?? 0),
    input: column(requests.input),
    write: column(requests.write),
    read: column(requests.read),
    output: column(requests.output),
    usd: Float64Array.from(
      passed,
      (i) =>
        ((prices[requests.model[i] ?? 0] ?? 0) / 1e6) *
        ((requests.input[i] ?? 0) +
          1.25 * (requests.write[i] ?? 0) +
          0.1 * (requests.read[i] ?? 0) +
          5 * (requests.output[i] ?? 0)),
    ),
  };
  return {
    use,
    weight: Float64Array.from(passed, (i) => weight[i] ?? 0),
    fiveHours: { windowMs: 5 * HOUR, readings: five.readings, truth: five.all, told: five.told },
    week: { windowMs: 7 * DAY, readings: week.readings, truth: week.all, told: week.told },
  };
}

function open(window: OpenWindow, at: number, startedAt: number, resetsAt: number): void {
  if (window.current && at < window.current.resetsAt) return;
  window.current = { startedAt, resetsAt, hitAt: null, used: 0, local: 0 };
  window.all.push(window.current);
}

function take({ current }: OpenWindow, at: number, percent: number, isLocal: boolean): void {
  if (!current) return;
  current.used += percent;
  if (isLocal) current.local += percent;
  if (current.used >= 100) current.hitAt = at;
}

function tell({ current, readings, told }: OpenWindow, at: number): void {
  if (!current) return;
  told.push({ at, used: current.used, local: current.local });
  const usedPercent = Math.min(100, Math.round(current.used));
  const last = readings.at(-1);
  if (last && last.usedPercent === usedPercent && last.resetsAt === current.resetsAt) last.until = at;
  else readings.push({ at, until: at, usedPercent, resetsAt: current.resetsAt });
}
