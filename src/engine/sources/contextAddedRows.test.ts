import assert from "node:assert/strict";
import fc from "fast-check";
import { AddedRows } from "./contextAddedRows.ts";
import type { Addition } from "./contextAddition.ts";
import type { Step } from "./contextSteps.ts";

const STEP: Omit<Step, "added"> = {
  at: 0,
  model: "claude-opus-5-5",
  context: 0,
  output: 0,
  thinking: null,
  final: true,
  answer: [],
  compacted: false,
  row: null,
};
const ADDITION: Omit<Addition, "row" | "texture"> = {
  part: "user",
  subject: { kind: "note" },
  chars: 0,
  bytes: 0,
  images: 0,
  at: null,
};
const step = (added: readonly (readonly [string | null, Addition["texture"]])[]): Step => ({
  ...STEP,
  added: added.map(([row, texture]) => ({ ...ADDITION, row, texture })),
});

describe("AddedRows", () => {
  it("is what a walk over all steps since finds on the way, with the results beside it", () => {
    const addition = fc.tuple(fc.boolean(), fc.constantFrom("result", "words", "result"), fc.boolean());
    const session = fc.array(fc.array(addition, { maxLength: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(session, fc.integer({ min: -1, max: 11 }), (session, from) => {
        const steps = session.map((added, number) =>
          step(added.map(([named, texture], index) => [named ? `${number}.${index}` : null, texture] as const)),
        );
        const way = new Set(
          session.flatMap((added, number) =>
            added.flatMap(([, , on], index) => (on ? [`${number}.${index}`] : [])).toReversed(),
          ),
        );
        const on = ({ row }: Addition) => row !== null && way.has(row);
        const rows = new AddedRows(steps);
        for (const number of steps.keys()) rows.take(number);
        assert.deepEqual(
          rows.addedOn({ rows: way, step: from }),
          steps.slice(from + 1).flatMap(({ added }) => {
            const results = added.some((each) => each.texture === "result" && on(each));
            return added.filter((each) => on(each) || (results && each.texture === "result"));
          }),
        );
      }),
    );
  });

  it("knows nothing of steps that were not taken yet, and a row that stands there twice by its latest", () => {
    const steps = [step([["r", "words"]]), step([["r", "words"]]), step([["later", "words"]])];
    const rows = new AddedRows(steps);
    rows.take(0);
    rows.take(1);
    assert.deepEqual(rows.addedOn({ rows: new Set(["later", "r"]), step: -1 }), steps[1]?.added);
  });
});
