/**
 * A hash of a request's id, 53 bits wide, so that it is exact as a JavaScript number and small in an index. Two
 * multiplicative hashes of 32 bits (Knuth's method with a final mix) make its halves. Not cryptographic: who looks a
 * hash up compares the id too.
 */
export function keyHash(key: string): number {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let index = 0; index < key.length; index++) {
    const code = key.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5bd1e995);
  }
  high = Math.imul(high ^ (high >>> 15), 0x2c1b3c6d) ^ Math.imul(low ^ (low >>> 13), 0x297a2d39);
  low = Math.imul(low ^ (low >>> 16), 0x7feb352d) ^ Math.imul(high ^ (high >>> 14), 0x846ca68b);
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

/** One more than the largest hash. */
export const HASHES = 2 ** 53;
