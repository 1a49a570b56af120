import assert from "node:assert/strict";
import fc from "fast-check";
import type { ContextPartName } from "../../shared/historyPages.ts";
import { ContextItems } from "./contextItems.ts";
import { USUAL_DENSITY } from "./tokenDensity.ts";

type Operation =
  | { kind: "begin" | "scale" | "scaleOthers"; tokens: number }
  | { kind: "put"; part: ContextPartName; tokens: number; exact: boolean }
  | { kind: "take"; from: "thoughts" | "results"; spared: number; tokens: number }
  | { kind: "backTo"; steps: number };

const tokens = fc.oneof(fc.nat(5), fc.nat(200_000));
const put = fc.record({
  kind: fc.constant("put"),
  part: fc.constantFrom<ContextPartName>("user", "thinking", "files", "mcp"),
  tokens,
  exact: fc.boolean(),
});
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: put },
  fc.record({ kind: fc.constantFrom("begin", "scale", "scale", "scaleOthers"), tokens }),
  fc.record({ kind: fc.constant("take"), from: fc.constantFrom("thoughts", "results"), spared: fc.nat(3), tokens }),
  fc.record({ kind: fc.constant("backTo"), steps: fc.nat(6) }),
);

interface Plain {
  id: number;
  part: ContextPartName;
  tokens: number;
  exact: boolean;
}

const sumOf = (items: readonly Plain[]) => items.reduce((sum, item) => sum + item.tokens, 0);

/** What ContextItems does, by its definition: every item is walked over each time. Each is put by a request of its own. */
class PlainItems {
  floor: Plain = { id: 0, part: "floor", tokens: 0, exact: false };
  others: Plain[] = [];

  get total(): number {
    return this.floor.tokens + sumOf(this.others);
  }

  do(operation: Operation, number: number): void {
    switch (operation.kind) {
      case "begin":
        this.floor = { id: 0, part: "floor", tokens: operation.tokens, exact: true };
        this.others = [];
        return;
      case "put":
        if (operation.tokens > 0) this.others.push({ ...operation, id: number });
        return;
      case "scale": {
        const { total } = this;
        const gone = total < 1e-6;
        if (gone) this.floor.tokens = operation.tokens;
        else this.floor.tokens *= operation.tokens / total;
        this.floor.exact = false;
        return this.scaleOthers(gone ? 0 : operation.tokens / total);
      }
      case "scaleOthers":
        return this.scaleOthers(operation.tokens / Math.max(1e-6, sumOf(this.others)));
      case "take":
        return this.take(operation);
      case "backTo":
        this.others = this.others.filter(({ id }) => id <= number - operation.steps);
    }
  }

  private scaleOthers(by: number): void {
    for (const item of this.others) Object.assign(item, { tokens: item.tokens * by, exact: false });
    this.others = this.others.filter((item) => item.tokens > 0);
  }

  private take({ from, spared, tokens }: Extract<Operation, { kind: "take" }>): void {
    const parts: ContextPartName[] = from === "thoughts" ? ["thinking"] : ["files", "mcp"];
    const of = this.others.filter(({ part }) => parts.includes(part));
    let missing = tokens;
    for (const item of of.slice(0, Math.max(0, of.length - spared))) {
      const taken = Math.min(missing, item.tokens);
      const left = item.tokens - taken;
      // What rounding leaves over is nothing.
      if (taken > 0) Object.assign(item, { tokens: left < 1e-6 ? 0 : left, exact: false });
      missing -= taken;
    }
  }
}

function apply(items: ContextItems, operation: Operation): void {
  switch (operation.kind) {
    case "begin":
      return items.begin(operation.tokens, true);
    case "put":
      return items.put(
        { part: operation.part, subject: { kind: "note" }, at: items.number },
        operation.tokens,
        operation.exact,
      );
    case "scale":
      return items.scale(operation.tokens);
    case "scaleOthers":
      return items.scaleOthers(operation.tokens);
    case "take":
      return void items.take(items[operation.from], operation.spared, operation.tokens);
    case "backTo":
      return items.backTo(items.number - operation.steps);
  }
}

describe("ContextItems", () => {
  it("comes to what a walk over all items at each step comes to, in whole tokens that add up", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const items = new ContextItems(USUAL_DENSITY);
        const plain = new PlainItems();
        for (const [index, each] of operations.entries()) {
          items.number = index + 1;
          apply(items, each);
          plain.do(each, index + 1);
        }
        const total = Math.round(plain.total);
        assert.ok(Math.abs(items.total - plain.total) < 1e-3);
        const listed = items.list(total);
        assert.equal(
          listed.reduce((sum, item) => sum + item.tokens, 0),
          total,
        );
        assert.ok(listed.every(({ tokens }) => Number.isInteger(tokens) && tokens > 0));
        for (const { id, part, tokens, exact } of [plain.floor, ...plain.others]) {
          const found = listed.filter((item) => item.at === id && item.part === part);
          const sum = found.reduce((all, item) => all + item.tokens, 0);
          assert.ok(Math.abs(sum - tokens) < 1.5, `${sum} ${tokens}`);
          for (const item of found) assert.equal(item.partExact, exact);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is the floor where what was there has gone, but for what rounding left of it", () => {
    const items = new ContextItems(USUAL_DENSITY);
    items.put({ part: "thinking", subject: { kind: "note" }, at: 0 }, 2804, false);
    items.scale(176);
    items.scale(3);
    items.take(items.thoughts, 0, 3);
    items.scale(1);
    assert.equal(items.total, 1);
  });

  it("does not run out of numbers, however often it is scaled", () => {
    const items = new ContextItems(USUAL_DENSITY);
    items.begin(20_000, true);
    for (let number = 1; number <= 5_000; number++) {
      items.number = number;
      items.scale(20_000);
      items.put({ part: "user", subject: { kind: "prompt" }, at: number }, 20_000, true);
    }
    items.backTo(4_999);
    const [latest] = items.list(20_000).toSorted((a, b) => b.tokens - a.tokens);
    assert.deepEqual([latest?.at, latest?.tokens], [4_999, 10_000]);
  });
});
