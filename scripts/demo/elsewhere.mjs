/** Use of the same plan on other devices, which the meter knows and this machine does not. */
import { seededRandom } from "./random.mjs";

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Some afternoons, and a while this morning.
 * @param {number} now
 * @param {number} days so far back
 */
export function useElsewhere(now, days) {
  const random = seededRandom(7);
  /** @type {{ at: number, tokens: number }[]} */
  const use = [];
  const burst = (/** @type {number} */ from, /** @type {number} */ to) => {
    for (let at = from; at < to; at += 2 * minute) use.push({ at, tokens: random.integer(10_000, 26_000) });
  };
  for (let daysAgo = days; daysAgo > 0; daysAgo--) {
    if (random.next() < 0.5) continue;
    const from = now - daysAgo * day + (random.next() * 360 - 60) * minute;
    burst(from, from + random.integer(40, 110) * minute);
  }
  burst(now - 95 * minute, now - 40 * minute);
  return use;
}
