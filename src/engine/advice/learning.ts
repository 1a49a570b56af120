/** What is learnt from the sizes of a session's main-chain prompts, oldest first. */
import { COMPACTION_DEFAULTS } from "./compaction.ts";
import type { Learnt } from "./facts.ts";
import { quantile } from "./quantile.ts";

/** A main-chain prompt, and whether the session was compacted between the one before and this one. */
export interface PromptSize {
  context: number;
  compacted: boolean;
}

/** Of the requests after a compaction those that tell its size: the first still re-read what the summary left out. */
const SETTLED = { from: 5, to: 10 };
/** A growth from fewer steps says more about the prompt than about the session. */
const FEWEST_STEPS = 10;

/** C′: the median context of the 5th to 10th request after each compaction; the default before the first. */
export function learnAfter(sessions: Iterable<readonly PromptSize[]>): Learnt {
  const sizes: number[] = [];
  let compactions = 0;
  for (const session of sessions) {
    let since = Infinity;
    for (const { context, compacted } of session) {
      since = compacted ? 1 : since + 1;
      if (since < SETTLED.from || since > SETTLED.to) continue;
      if (since === SETTLED.from) compactions += 1;
      sizes.push(context);
    }
  }
  if (compactions === 0) return { value: COMPACTION_DEFAULTS.after, source: "default", samples: 0 };
  return {
    value: quantile(
      sizes.toSorted((a, b) => a - b),
      0.5,
    ),
    source: "measured",
    samples: compactions,
  };
}

/** g: the mean growth per request, over steps in which the context did grow; the default before ten of them. */
export function learnGrowth(session: readonly PromptSize[]): Learnt {
  let steps = 0;
  let growth = 0;
  for (const [index, { context, compacted }] of session.entries()) {
    const before = session[index - 1];
    if (!before || compacted || context < before.context) continue;
    steps += 1;
    growth += context - before.context;
  }
  if (steps < FEWEST_STEPS) return { value: COMPACTION_DEFAULTS.growth, source: "default", samples: 0 };
  return { value: growth / steps, source: "measured", samples: steps };
}
