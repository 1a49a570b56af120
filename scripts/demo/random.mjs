/**
 * A generator of repeatable random numbers (mulberry32), so that the demo's history is the same for everyone.
 * @param {number} seed
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    /** @param {number} min @param {number} max both may come out */
    integer: (min, max) => Math.floor(min + next() * (max - min + 1)),
    /** @template T @param {readonly [T, ...T[]]} items @returns {T} */
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    /** @param {number} length */
    hex: (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(""),
  };
}

/** @typedef {ReturnType<typeof seededRandom>} Random */

/**
 * A version-4 UUID of this generator's numbers.
 * @param {Random} random
 */
export const uuid = (random) =>
  `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;
