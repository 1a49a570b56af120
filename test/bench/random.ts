import { randomNumbers } from "../../src/engine/windows/randomNumbers.ts";

/** Seeded random numbers: the same seed gives the same corpus on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [from, to]. */
  integer(from: number, to: number): number;
  /** In [from, to], small values more often: its logarithm is uniform. */
  logUniform(from: number, to: number): number;
  characters(alphabet: string, count: number): string;
  uuid(): string;
}

const HEX = "0123456789abcdef";

export function createRandom(seed: number): Random {
  const next = randomNumbers(seed);

  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));

  function characters(alphabet: string, count: number): string {
    let text = "";
    for (let i = 0; i < count; i++) text += alphabet.charAt(next() * alphabet.length);
    return text;
  }

  return {
    next,
    integer,
    logUniform: (from, to) => from * Math.exp(next() * Math.log(to / from)),
    characters,
    uuid: () => {
      const hex = characters(HEX, 31);
      const variant = characters("89ab", 1);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
    },
  };
}

/** The items in random order. */
export function shuffle<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
