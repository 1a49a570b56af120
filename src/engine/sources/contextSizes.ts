/** What the main-chain requests of a transcript carried, and what of it compactions left. */
import type { RequestRow } from "./transcriptRow.ts";

interface Size {
  context: number;
  cacheRead: number;
  output: number;
  final: boolean;
}

/** Growth and output are those of the last requests: a session changes its ways. */
const LAST_REQUESTS = 50;
/** Of the requests after a compaction those that tell its size: the first still re-read what the summary left out. */
const SETTLED = { from: 5, to: 10 };

/** A median of so many. */
export interface Median {
  tokens: number;
  samples: number;
}

export class ContextSizes {
  /** One list for what came before the first compaction, and one for each compaction. */
  private readonly stretches: Size[][] = [[]];
  private readonly byId = new Map<string, Size>();

  compaction(): void {
    this.stretches.push([]);
  }

  /** Takes a line of a response. @returns whether it is the response's first */
  request(row: RequestRow): boolean {
    const { id, tokens, final, context } = row;
    const seen = this.byId.get(id);
    if (seen) {
      seen.output = Math.max(seen.output, tokens.output);
      seen.final ||= final;
      return false;
    }
    const size = { context: context.tokens, cacheRead: tokens.cacheRead, output: tokens.output, final };
    this.byId.set(id, size);
    this.stretches.at(-1)?.push(size);
    return true;
  }

  /** Of the last request since the last compaction. */
  get context(): number | null {
    return this.stretches.at(-1)?.at(-1)?.context ?? null;
  }

  get requestsSinceCompaction(): number {
    return this.stretches.at(-1)?.length ?? 0;
  }

  get compactions(): number {
    return this.stretches.length - 1;
  }

  /** Of the steps in which the context did grow, since the last compaction. */
  get growth(): Median | null {
    const sizes = this.recent;
    return median(
      sizes
        .flatMap(({ context }, index) => context - (sizes[index - 1]?.context ?? context))
        .filter((step) => step > 0),
    );
  }

  /** Of the answers whose count is final. */
  get output(): Median | null {
    return median(this.recent.flatMap(({ output, final }) => (final ? output : [])));
  }

  /** What the first request after the last compaction found in the cache; null when it found nothing, as the cache had expired, or there was none. */
  get cachedPrefix(): number | null {
    const first = this.compactions > 0 ? this.stretches.at(-1)?.[0] : undefined;
    return first && first.cacheRead > 0 ? first.cacheRead : null;
  }

  /** For each compaction the contexts of the 5th to 10th request after it. */
  get afterCompactions(): number[][] {
    return this.stretches
      .slice(1)
      .map((stretch) => stretch.slice(SETTLED.from - 1, SETTLED.to).map(({ context }) => context));
  }

  private get recent(): readonly Size[] {
    return this.stretches.at(-1)?.slice(-LAST_REQUESTS) ?? [];
  }
}

function median(values: readonly number[]): Median | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined
    ? null
    : { tokens: Math.round((low + high) / 2), samples: sorted.length };
}
