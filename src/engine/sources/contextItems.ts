/**
 * The items that a context consists of, in the order in which they came. After each request they add up to its size.
 * What takes something of all items takes it by one factor: a walk over them at each request would be quadratic.
 */
import type { ContextPartName } from "../../shared/historyPages.ts";
import type { Addition, Subject } from "./contextAddition.ts";
import { ClearableItems } from "./contextClearable.ts";
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
}

/** An item as it is kept; its tokens are those that it had when the factor was this one. */
export interface HeldItem extends ContextItem {
  factor: number;
  /** Number of the request that first had it. */
  since: number;
}

type What = Pick<ContextItem, "part" | "subject" | "at">;

const RESULTS: ReadonlySet<ContextPartName> = new Set(["files", "toolOutput", "mcp"]);
/** Of a token that nobody would see it is a small part. */
const NEXT_TO_NOTHING = 1e-6;
/** A factor beyond these is worked in before numbers run out. */
const FACTORS = { least: 1e-100, most: 1e100 };

export class ContextItems {
  /** Number of the request that is being worked on. */
  number = 0;
  readonly thoughts = new ClearableItems();
  readonly results = new ClearableItems();
  private readonly density: Density;
  private floorTokens = 0;
  private floorExact = false;
  /** All but the floor, and their tokens together. */
  private held: HeldItem[] = [];
  private others = 0;
  private factor = 1;
  /** So many of them, the oldest, were scaled: they are not known any more. */
  private scaled = 0;

  constructor(density: Density) {
    this.density = density;
  }

  get floor(): number {
    return this.floorTokens;
  }

  /** A fraction beside a whole number once something was scaled. */
  get total(): number {
    return this.floorTokens + this.others;
  }

  /** Tokens that the additions look like. */
  looks(additions: readonly Addition[]): number {
    return additions.reduce((sum, addition) => sum + estimate(addition, this.density), 0);
  }

  /** Leaves nothing but a floor. */
  begin(floor: number, exact: boolean): void {
    this.floorTokens = floor;
    this.floorExact = exact;
    this.clear();
  }

  put({ part, subject, at }: What, tokens: number, exact: boolean, partExact = exact): void {
    if (tokens <= 0) return;
    const item = { part, subject, at, tokens, exact, partExact, factor: this.factor, since: this.number };
    this.held.push(item);
    this.clearable(part)?.put(item, tokens);
    this.others += tokens;
  }

  /** `known`: the tokens are those of these additions together and of nothing else. */
  putAll(additions: readonly Addition[], tokens: readonly number[], at: number, known: boolean): void {
    const onePart = known && new Set(additions.map(({ part }) => part)).size === 1;
    const alone = known && additions.length === 1;
    additions.forEach((addition, index) =>
      this.put({ ...addition, at: addition.at ?? at }, tokens[index] ?? 0, alone, onePart),
    );
  }

  /** What `put` puts is estimated. */
  estimated(put: () => void): void {
    const before = this.held.length;
    put();
    for (const item of this.held.slice(before)) item.exact = item.partExact = false;
  }

  /** Takes tokens from the oldest of these, and spares so many of the latest. @returns what could not be taken */
  take(from: ClearableItems, spared: number, tokens: number): number {
    let missing = tokens;
    for (let item = from.oldest(spared); item !== null && missing > 0; item = from.oldest(spared)) {
      const had = this.tokensOf(item);
      const taken = Math.min(missing, had);
      Object.assign(item, { tokens: had - taken, factor: this.factor, exact: false, partExact: false });
      from.taken(taken, item.tokens === 0);
      this.others -= taken;
      missing -= taken;
    }
    return missing < NEXT_TO_NOTHING ? 0 : missing;
  }

  /** Makes all items add up to `total`, each by its share; where there is none, the floor is it. */
  scale(total: number): void {
    // What rounding leaves of the others has no share.
    if (this.others < NEXT_TO_NOTHING) this.clear();
    const before = this.total;
    const by = before < NEXT_TO_NOTHING ? 0 : total / before;
    this.floorTokens = by === 0 ? total : this.floorTokens * by;
    this.floorExact = false;
    this.scaleOthers(this.others * by);
  }

  /** Makes all but the floor add up to `total`. */
  scaleOthers(total: number): void {
    if (total < NEXT_TO_NOTHING || this.others < NEXT_TO_NOTHING) return this.clear();
    const by = total / this.others;
    this.factor *= by;
    for (const each of [this.thoughts, this.results]) each.scale(by);
    this.others = total;
    if (this.factor < FACTORS.least || this.factor > FACTORS.most) this.workFactorIn();
    this.scaled = this.held.length;
  }

  /** Back to the items that the request with this number had. */
  backTo(number: number): void {
    for (let last = this.held.at(-1); last !== undefined && last.since > number; last = this.held.at(-1)) {
      const tokens = this.tokensOf(last);
      this.held.pop();
      this.clearable(last.part)?.pop(tokens);
      this.others -= tokens;
    }
    this.scaled = Math.min(this.scaled, this.held.length);
    if (this.held.length === 0) this.clear();
  }

  /** In whole tokens that add up to `total`. */
  list(total: number): ContextItem[] {
    const floor = { part: "floor", subject: { kind: "floor" }, at: 0 } as const;
    const items: ContextItem[] = this.held.map((item, index) => {
      const { part, subject, at } = item;
      const known = index >= this.scaled;
      const [exact, partExact] = [known && item.exact, known && item.partExact];
      return { part, subject, at, tokens: this.tokensOf(item), exact, partExact };
    });
    items.unshift({ ...floor, tokens: this.floorTokens, exact: this.floorExact, partExact: this.floorExact });
    const estimates = items.filter(({ partExact }) => !partExact);
    const known = items.reduce((sum, { tokens, partExact }) => sum + (partExact ? tokens : 0), 0);
    const claims = estimates.map(({ tokens }) => ({ weight: tokens, bound: Infinity }));
    const { tokens, rest } = shares(total - known, claims);
    estimates.forEach((item, index) => (item.tokens = tokens[index] ?? 0));
    items.push({ ...floor, tokens: rest, exact: false, partExact: false });
    return items.filter((item) => item.tokens > 0);
  }

  private tokensOf({ tokens, factor }: HeldItem): number {
    return tokens * (this.factor / factor);
  }

  private clearable(part: ContextPartName): ClearableItems | null {
    if (part === "thinking") return this.thoughts;
    return RESULTS.has(part) ? this.results : null;
  }

  private clear(): void {
    this.held = [];
    this.others = 0;
    this.factor = 1;
    this.scaled = 0;
    for (const each of [this.thoughts, this.results]) each.clear();
  }

  private workFactorIn(): void {
    const held = this.held;
    for (const item of held) Object.assign(item, { tokens: this.tokensOf(item), factor: 1 });
    this.clear();
    for (const item of held) {
      if (item.tokens < NEXT_TO_NOTHING) continue;
      this.held.push(item);
      this.clearable(item.part)?.put(item, item.tokens);
      this.others += item.tokens;
    }
  }
}
