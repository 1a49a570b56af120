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

/** sfc32, Chris Doty-Humphrey's small fast counter generator. */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = seed | 0;

  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  }

  for (let round = 0; round < 16; round++) next();

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
