/** How the rows of a transcript lead from one to another: the user can go back and leave a path. */

/** The rows that lead to a request, from the row of an earlier one on, whose number `step` is; -1: from the very first row. */
export interface Path {
  step: number;
  rows: ReadonlySet<string>;
  /** One of them is of a prompt. */
  prompted: boolean;
}

export class RowPaths {
  private readonly parents = new Map<string, string | null>();
  /** Rows with what the user typed. */
  private readonly prompts = new Set<string>();
  private readonly steps = new Map<string, number>();
  /** What was found for rows beside the last path asked about: a walk from each to the path would be quadratic. */
  private beside: { path: Path; left: Map<string, boolean> } | null = null;

  /** Every row counts: one that adds nothing can stand between two that do. */
  link(row: string, parent: string | null): void {
    this.parents.set(row, parent);
  }

  prompt(row: string): void {
    this.prompts.add(row);
  }

  /** A row of the answer to the request with this number. */
  answer(row: string, step: number): void {
    this.steps.set(row, step);
  }

  /** To the request with this number, whose first row it is; null where the rows do not tell. */
  to(step: number, first: string): Path | null {
    const rows = new Set<string>();
    let prompted = false;
    let row: string | null | undefined = first;
    while (row !== undefined && row !== null && !rows.has(row)) {
      rows.add(row);
      prompted ||= this.prompts.has(row);
      const reached = this.steps.get(row);
      if (reached !== undefined && reached !== step) return { step: reached, rows, prompted };
      row = this.parents.get(row);
    }
    return row === null ? { step: -1, rows, prompted } : null;
  }

  /**
   * Whether a row belongs to a prompt that was left for another one, which is on the path, before any request was made:
   * stopped and typed anew. Results of parallel calls stand beside the path too, and are sent.
   */
  isLeft(row: string, path: Path): boolean {
    if (!path.prompted) return false;
    if (this.beside?.path !== path) this.beside = { path, left: new Map() };
    const { left } = this.beside;
    const walked: string[] = [];
    let found = false;
    let at: string | null = row;
    // Behind an answer a request was made: whoever left it later went back, which is another matter.
    while (at !== null && !path.rows.has(at) && !this.steps.has(at)) {
      const known = left.get(at);
      if (known !== undefined) {
        found = known;
        break;
      }
      // In case the rows lead in a circle.
      left.set(at, false);
      walked.push(at);
      const parent: string | null = this.parents.get(at) ?? null;
      if (this.prompts.has(at) && (parent === null || path.rows.has(parent))) {
        found = true;
        break;
      }
      at = parent;
    }
    for (const each of walked) left.set(each, found);
    return found;
  }

  clear(): void {
    this.steps.clear();
  }
}
