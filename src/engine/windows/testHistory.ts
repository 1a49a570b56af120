/** A plain history for tests: someone who works from nine to five every day, and a limit that counts as it is told to. */
import type { LocalUse } from "./localUse.ts";
import { randomNumbers } from "./randomNumbers.ts";
import type { WindowReading } from "./windowReading.ts";

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const BEGIN = Date.UTC(2026, 5, 1);

export interface TestHistory {
  days: number;
  /** Percent of a 5-hour window that a weighted token takes, by day. */
  percentPerToken: (day: number) => number;
  read: number;
  write: number;
  /** Weight and price of each model; the days take turns. */
  models: { weight: number; inputPrice: number | null }[];
}

export function testHistory(overrides: Partial<TestHistory> = {}): {
  use: LocalUse;
  readings: WindowReading[];
  now: number;
} {
  const history: TestHistory = {
    days: 20,
    percentPerToken: () => 6e-5,
    read: 0.1,
    write: 1.25,
    models: [{ weight: 1, inputPrice: 4 }],
    ...overrides,
  };
  const random = randomNumbers(11);
  const columns: Record<"at" | "model" | "input" | "write" | "read" | "output", number[]> = {
    at: [],
    model: [],
    input: [],
    write: [],
    read: [],
    output: [],
  };
  const readings: WindowReading[] = [];
  for (let day = 0; day < history.days; day++) {
    let [used, resetsAt] = [0, 0];
    const model = day % history.models.length;
    for (let at = BEGIN + day * DAY + 9 * HOUR; at < BEGIN + day * DAY + 17 * HOUR; at += 2 * MINUTE) {
      if (at > resetsAt) [used, resetsAt] = [0, at - MINUTE + 5 * HOUR];
      // Half an hour of long contexts, half an hour of much writing: so that the kinds can be told apart.
      const reads = at % HOUR < HOUR / 2;
      const [input, write, read, output] = [50, 500 + 8000 * random() * Number(!reads), 90_000 * Number(reads), 200];
      for (const [name, value] of Object.entries({ at, model, input, write, read, output })) {
        columns[name as keyof typeof columns].push(value);
      }
      const weight = history.models[model]?.weight ?? 0;
      const tokens = weight * (input + history.write * write + history.read * read + 5 * output);
      used += history.percentPerToken(day) * tokens;
      if (at % (10 * MINUTE) !== 0) continue;
      const last = readings.at(-1);
      const usedPercent = Math.min(100, Math.round(used));
      if (last?.usedPercent === usedPercent && last.resetsAt === resetsAt) last.until = at + 1000;
      else readings.push({ at: at + 1000, until: at + 1000, usedPercent, resetsAt });
    }
  }
  const { at, model, input, write, read, output } = columns;
  const prices = history.models.map(({ inputPrice }) => inputPrice);
  const usd = at.map((_, i) => {
    const millionths = (input[i] ?? 0) + 1.25 * (write[i] ?? 0) + 0.1 * (read[i] ?? 0) + 5 * (output[i] ?? 0);
    return ((prices[model[i] ?? 0] ?? 0) * millionths) / 1e6;
  });
  return {
    use: {
      models: history.models.map((_, i) => `model-${i}`),
      inputPrices: prices,
      at: Float64Array.from(at),
      model: Uint16Array.from(model),
      input: Float64Array.from(input),
      write: Float64Array.from(write),
      read: Float64Array.from(read),
      output: Float64Array.from(output),
      usd: Float64Array.from(usd),
    },
    readings,
    now: readings.at(-1)?.until ?? BEGIN,
  };
}
