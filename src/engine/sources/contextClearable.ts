import type { HeldItem } from "./contextItems.ts";

/** Items of a kind that is taken away when a context shrinks, the oldest first. Nobody walks over those that are gone. */
export class ClearableItems {
  /** Of all of them together. */
  tokens = 0;
  private readonly items: HeldItem[] = [];
  /** So many, the oldest, have nothing left. */
  private gone = 0;

  put(item: HeldItem, tokens: number): void {
    this.items.push(item);
    this.tokens += tokens;
  }

  /** The oldest that has something left, the latest `spared` aside. */
  oldest(spared: number): HeldItem | null {
    return this.gone < this.items.length - spared ? (this.items[this.gone] ?? null) : null;
  }

  /** So many tokens were taken from the oldest. */
  taken(tokens: number, all: boolean): void {
    this.tokens -= tokens;
    if (all) this.gone++;
  }

  /** The latest is gone, with so many tokens. */
  pop(tokens: number): void {
    this.items.pop();
    this.tokens -= tokens;
    this.gone = Math.min(this.gone, this.items.length);
  }

  scale(by: number): void {
    this.tokens *= by;
  }

  clear(): void {
    this.items.length = 0;
    this.tokens = 0;
    this.gone = 0;
  }
}
