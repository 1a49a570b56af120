/** What the requests of one session come to: how it grew, what its answers and its compactions were like. */
import { learnGrowth, type PromptSize } from "../advice/learning.ts";
import type { Learnt } from "../advice/facts.ts";
import { canonicalModelId } from "../ledger/prices.ts";
import type { ShapeRequest } from "../ledger/sessionShapes.ts";
import type { Tokens } from "../sources/transcriptRow.ts";

export interface SessionShape {
  /** Of the main chain; those that a fork inherited are its parent's. */
  requests: number;
  growth: Learnt;
  /** Answers whose end is known, and their tokens together. */
  output: { answers: number; tokens: number };
  /** The prompts after each compaction, from which the size after it is learnt. */
  afterCompactions: PromptSize[];
  /** What the first request after each compaction found in the cache, where it found anything. */
  cachedPrefixes: number[];
  /** Output beyond the transcript for each compaction: its summary; null where Claude Code's totals do not tell. */
  summary: number | null;
  /** The last main-chain request was in fast mode. */
  fast: boolean;
  /** What subagents used, on the model that answered most of their requests. */
  subagents: { model: string; tokens: Tokens } | null;
}

/** More requests after a compaction than any figure is learnt from. */
const KEPT_AFTER_COMPACTION = 10;

/**
 * @param compactions when it was compacted, in order
 * @param reportedOutput output by canonical model id as Claude Code counts it; null where that is not known
 */
export function shapeOf(
  requests: readonly ShapeRequest[],
  compactions: readonly number[],
  reportedOutput: ReadonlyMap<string, number> | null,
): SessionShape {
  const main = requests.filter(({ chain }) => chain === "main").toSorted((a, b) => a.at - b.at);
  const sizes = promptSizes(main, compactions);
  const ended = main.filter(({ final }) => final);
  return {
    requests: main.length,
    growth: learnGrowth(sizes),
    output: { answers: ended.length, tokens: ended.reduce((sum, { tokens }) => sum + tokens.output, 0) },
    afterCompactions: sizes.filter((_, index) =>
      sizes.slice(Math.max(0, index - KEPT_AFTER_COMPACTION + 1), index + 1).some(({ compacted }) => compacted),
    ),
    cachedPrefixes: main.flatMap(({ tokens }, index) =>
      sizes[index]?.compacted && tokens.cacheRead > 0 ? [tokens.cacheRead] : [],
    ),
    summary: summaryOf(requests, main, compactions.length, reportedOutput),
    fast: main.at(-1)?.fast ?? false,
    subagents: subagentsOf(requests),
  };
}

function promptSizes(main: readonly ShapeRequest[], compactions: readonly number[]): PromptSize[] {
  let next = 0;
  return main.map(({ at, context }, index) => {
    const before = next;
    while ((compactions[next] ?? Infinity) <= at) next++;
    // What a fork's parent compacted was before the fork's first own request.
    return { context, compacted: index > 0 && next > before };
  });
}

/** The requests of compactions stand in no transcript: what Claude Code's total has beyond it, on the models of the main chain. */
function summaryOf(
  requests: readonly ShapeRequest[],
  main: readonly ShapeRequest[],
  compactions: number,
  reportedOutput: ReadonlyMap<string, number> | null,
): number | null {
  if (compactions === 0 || !reportedOutput || requests.some(({ final }) => !final)) return null;
  const models = new Set(main.map(({ model }) => canonicalModelId(model)));
  const reported = [...models].reduce((sum, model) => sum + (reportedOutput.get(model) ?? 0), 0);
  const counted = requests.reduce(
    (sum, { model, tokens }) => sum + (models.has(canonicalModelId(model)) ? tokens.output : 0),
    0,
  );
  return reported > counted ? (reported - counted) / compactions : null;
}

function subagentsOf(requests: readonly ShapeRequest[]): SessionShape["subagents"] {
  const byModel = new Map<string, ShapeRequest[]>();
  for (const request of requests) {
    if (request.chain !== "subagent") continue;
    const same = byModel.get(request.model);
    if (same) same.push(request);
    else byModel.set(request.model, [request]);
  }
  const [most] = [...byModel].toSorted(([, a], [, b]) => b.length - a.length);
  return most ? { model: most[0], tokens: sumOf(most[1]) } : null;
}

function sumOf(requests: readonly ShapeRequest[]): Tokens {
  const sum = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  for (const { tokens } of requests) {
    sum.input += tokens.input;
    sum.output += tokens.output;
    sum.cacheRead += tokens.cacheRead;
    sum.cacheWrite5m += tokens.cacheWrite5m;
    sum.cacheWrite1h += tokens.cacheWrite1h;
  }
  return sum;
}
