import type { Addition } from "./contextAddition.ts";
import type { Step } from "./contextSteps.ts";
import type { Path } from "./rowPaths.ts";

/** Which step each row was added to: who goes back leaves steps behind, and a walk over all of these would be quadratic. */
export class AddedRows {
  private readonly steps: readonly Step[];
  private readonly stepOf = new Map<string, number>();

  constructor(steps: readonly Step[]) {
    this.steps = steps;
  }

  /** The rows of the step with this number, in order. */
  take(number: number): void {
    for (const { row } of this.steps[number]?.added ?? []) if (row !== null) this.stepOf.set(row, number);
  }

  /** What was added on the way that the user took, with all results of parallel calls, of which one is on the way. */
  addedOn({ rows, step }: Pick<Path, "rows" | "step">): Addition[] {
    const on = ({ row }: Addition) => row !== null && rows.has(row);
    const numbers = new Set([...rows].map((row) => this.stepOf.get(row) ?? -1).filter((number) => number > step));
    return [...numbers]
      .toSorted((a, b) => a - b)
      .flatMap((number) => {
        const added = this.steps[number]?.added ?? [];
        const results = added.some((addition) => addition.texture === "result" && on(addition));
        return added.filter((addition) => on(addition) || (results && addition.texture === "result"));
      });
  }
}
