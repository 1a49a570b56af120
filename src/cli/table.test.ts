import assert from "node:assert/strict";
import fc from "fast-check";
import stringWidth from "string-width";
import { leastWidth, table as tableWith, type Column, type Emphasis } from "./table.ts";

const columns: Column[] = [
  { title: "Day", cut: "start" },
  { title: "Requests", right: true },
  { title: "Cost", right: true },
];

/** Measured for every script. */
const table = (
  shown: readonly Column[],
  rows: readonly string[][],
  last: string[] | null,
  width: number,
  emphasis: Emphasis = (_, line) => line,
) => tableWith(shown, rows, last, { width, textWidth: stringWidth, emphasis });

describe("table", () => {
  it("aligns columns, with a rule above and below the rows", () => {
    const text = table(
      columns,
      [
        ["2026-03-02", "7", "$1.00"],
        ["2026-03-03", "1,204", "≥ $20.00"],
      ],
      ["Total", "1,211", "≥ $21.00"],
      80,
    );
    assert.equal(
      text,
      [
        "Day         Requests      Cost",
        "──────────────────────────────",
        "2026-03-02         7     $1.00",
        "2026-03-03     1,204  ≥ $20.00",
        "──────────────────────────────",
        "Total          1,211  ≥ $21.00",
      ].join("\n"),
    );
  });

  it("shortens a path from its start and a sentence from its end", () => {
    const rows = [["/home/dev/work/clients/acme/parser", "7", "$1.00"]];
    const last = ["Total", "7", "$1.00"];
    assert.equal(table(columns, rows, last, 40).split("\n")[2], "…rk/clients/acme/parser         7  $1.00");
    const sentences = columns.map((column, index): Column => (index === 0 ? { ...column, cut: "end" } : column));
    assert.equal(table(sentences, rows, last, 40).split("\n")[2], "/home/dev/work/clients…         7  $1.00");
  });

  it("takes from the widest of the columns that may be shortened", () => {
    const both: Column[] = [
      { title: "Prompt", cut: "end" },
      { title: "Project", cut: "start" },
    ];
    const rows = [["twenty characters....", "/acme"]];
    assert.equal(table(both, rows, null, 20).split("\n")[2], "twenty cha…  /acme");
  });

  it("counts wide characters as two columns, also when it shortens", () => {
    const rows = [
      ["/home/dev/日本語のとても長い名前のフォルダ", "1", "$1.00"],
      ["/home/dev/👩‍👩‍👧‍👦 family", "2", "$2.00"],
    ];
    const lines = table(columns, rows, ["Total", "3", "$3.00"], 40).split("\n");
    assert.equal(lines[2], "…ても長い名前のフォルダ         1  $1.00");
    assert.equal(lines[3], "/home/dev/👩‍👩‍👧‍👦 family             2  $2.00");
    for (const line of lines) assert.ok(stringWidth(line) <= 40, line);
  });

  it("fits the width, as long as that leaves eight characters for what may be shortened", () => {
    const cell = fc.stringMatching(/^[ -~]{0,12}$/);
    const row = fc.tuple(fc.string({ unit: "grapheme", maxLength: 60 }), cell, cell);
    fc.assert(
      fc.property(fc.array(row), row, fc.integer({ min: 40, max: 120 }), (rows, last, width) => {
        const lines = table(columns, rows, last, width).split("\n");
        assert.equal(lines.length, rows.length + 4);
        for (const line of lines) assert.ok(stringWidth(line) <= width, `${stringWidth(line)} > ${width}`);
        assert.ok(leastWidth(columns, [...rows, last], 8, stringWidth) <= width);
      }),
    );
  });

  it("lets nothing in a cell steer the terminal, turn the line around or break it", () => {
    const text = table(columns, [["/tmp/\u001b[31mred\n\u0007\u009b2J\r\u202Eabc\u2028", "1", "$0"]], null, 80);
    assert.equal(text.split("\n").length, 3);
    assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Bidi_Control}\u2028]/u);
  });

  it("marks titles, rules and the last row", () => {
    const text = table(columns, [["a", "1", "$1"]], ["Total", "1", "$1"], 80, (part, line) => `${part}:${line.trim()}`);
    const parts = text.split("\n").map((line) => /^(?:titles|rule|last)(?=:)/.exec(line)?.[0] ?? null);
    assert.deepEqual(parts, ["titles", "rule", null, "rule", "last"]);
  });
});
