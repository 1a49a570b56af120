/** The items that a context consists of, in the order in which they came. After each request they add up to its size. */
import type { ContextPartName } from "../../shared/historyPages.ts";
import type { Addition, Subject } from "./contextAddition.ts";
import { shares } from "./shares.ts";
import { estimate, type Density } from "./tokenDensity.ts";

export interface ContextItem {
  part: ContextPartName;
  subject: Subject;
  at: number;
  tokens: number;
  /** Known from usage: nothing else was added with it. */
  exact: boolean;
  /** Its part is: whatever was added with it belongs to the same part. */
  partExact: boolean;
  /** Number of the request that first had it. */
  since: number;
}

type What = Pick<ContextItem, "part" | "subject" | "at">;

export class ContextItems {
  items: ContextItem[] = [];
  /** Number of the request that is being worked on. */
  number = 0;
  private readonly density: Density;

  constructor(density: Density) {
    this.density = density;
  }

  /** Tokens that the additions look like. */
  looks(additions: readonly Addition[]): number {
    return additions.reduce((sum, addition) => sum + estimate(addition, this.density), 0);
  }

  put({ part, subject, at }: What, tokens: number, exact: boolean, partExact = exact): void {
    if (tokens > 0) this.items.push({ part, subject, at, tokens, exact, partExact, since: this.number });
  }

  /** `known`: the tokens are those of these additions together and of nothing else. */
  putAll(additions: readonly Addition[], tokens: readonly number[], at: number, known: boolean): void {
    const onePart = known && new Set(additions.map(({ part }) => part)).size === 1;
    const alone = known && additions.length === 1;
    additions.forEach((addition, index) =>
      this.put({ ...addition, at: addition.at ?? at }, tokens[index] ?? 0, alone, onePart),
    );
  }

  /** What a rule has changed is not known any more. */
  change(item: ContextItem, tokens: number): void {
    item.tokens = tokens;
    item.exact = false;
    item.partExact = false;
  }

  /** Makes the items add up to `total`, each by its share. */
  scale(items: readonly ContextItem[], total: number): void {
    const claims = items.map(({ tokens }) => ({ weight: tokens, bound: Infinity }));
    const { tokens, rest } = shares(total, claims);
    items.forEach((item, index) => this.change(item, tokens[index] ?? 0));
    this.put({ part: "floor", subject: { kind: "floor" }, at: 0 }, rest, false);
  }

  /** Back to the items that the request with this number had. */
  backTo(number: number): void {
    this.items = this.items.filter(({ since }) => since <= number);
  }
}

export const sumOf = (items: readonly ContextItem[]): number => items.reduce((sum, { tokens }) => sum + tokens, 0);
