type Quantile = readonly [share: number, bytes: number];

/** Sizes of transcript files as found in the field: share of the files up to a size in bytes. */
const QUANTILES: readonly [Quantile, ...Quantile[]] = [
  [0, 236],
  [0.5, 105_000],
  [0.75, 234_000],
  [0.9, 654_000],
  [0.95, 1_500_000],
  [0.99, 5_400_000],
  [1, 20_000_000],
];

function sizeAt(share: number): number {
  let [fromShare, fromBytes] = QUANTILES[0];
  for (const [toShare, toBytes] of QUANTILES.slice(1)) {
    if (share <= toShare) return fromBytes + (toBytes - fromBytes) * ((share - fromShare) / (toShare - fromShare));
    [fromShare, fromBytes] = [toShare, toBytes];
  }
  return fromBytes;
}

const FILES_PER_GIBIBYTE = 2253;

/** Sizes, smallest first, of as many files as make up `totalBytes`. */
export function fileSizesFor(totalBytes: number): number[] {
  const files = Math.max(2, Math.round((totalBytes / 2 ** 30) * FILES_PER_GIBIBYTE));
  const sizes = Array.from({ length: files }, (_, index) => sizeAt(index / (files - 1)));
  const scale = totalBytes / sizes.reduce((sum, size) => sum + size, 0);
  return sizes.map((size) => Math.round(size * scale));
}
