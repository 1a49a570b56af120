/** Which of `count` bars have room for their name, at most `size` wide on an axis of `width`: the last one, and every so many before it. */
export function labelledBars(count: number, width: number, size: number): Set<number> {
  const step = Math.max(1, Math.ceil((count * size) / width));
  return new Set(
    Array.from({ length: count }, (_, index) => index).filter((index) => (count - 1 - index) % step === 0),
  );
}
