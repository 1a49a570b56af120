import assert from "node:assert/strict";
import fc from "fast-check";
import { type PromptState, readPrompt, readsExactly } from "./promptScreen.ts";
import { drawn, promptRows, rule, WIDTH } from "./testScreens.ts";

const INSERT = "  -- INSERT -- ⏵⏵ auto mode on";
const named = `${"─".repeat(WIDTH - 9)} parser ─`;

function readsAs(state: PromptState, command: string): boolean {
  return state.kind === "prompt" && readsExactly(state.prompt, command);
}

describe("readPrompt", () => {
  const states: [name: string, rows: string[], kind: PromptState["kind"]][] = [
    ["nothing typed", promptRows("❯\u00A0▮"), "emptyPrompt"],
    ["nothing typed, and the cursor not drawn", promptRows("❯\u00A0▮ "), "emptyPrompt"],
    ["a session with a name", ["", named, "❯\u00A0▮", rule, "  ⏸ manual mode on"], "emptyPrompt"],
    ["a placeholder, its first character under the cursor", promptRows("❯\u00A0▮T«ry something»"), "emptyPrompt"],
    ["a placeholder that is dim as a whole", promptRows("❯\u00A0▮«Try something»"), "emptyPrompt"],
    ["a wide placeholder", promptRows("❯\u00A0▮数«据库»"), "emptyPrompt"],
    ["a placeholder over two rows", promptRows("❯\u00A0▮T«ry something long that»", "  «does not fit»"), "emptyPrompt"],
    ["several rows below", [...promptRows("❯\u00A0▮"), "  my status line", "  more of it"], "emptyPrompt"],
    ["a list above", ["  ❯ /model   switch", ...promptRows("❯\u00A0▮")], "emptyPrompt"],

    ["a draft", promptRows("❯\u00A0half a draft▮"), "prompt"],
    ["a draft, the cursor at its start", promptRows("❯\u00A0▮half a draft"), "prompt"],
    ["one character, the cursor on it", promptRows("❯\u00A0▮x"), "prompt"],
    ["one character before a hint", promptRows("❯\u00A0x▮«yz»"), "prompt"],
    ["blanks", promptRows("❯\u00A0   ▮"), "prompt"],
    ["line breaks, the cursor on the first row", promptRows("❯\u00A0▮", "  "), "prompt"],
    ["line breaks, the cursor on the second row", promptRows("❯\u00A0", "  ▮"), "prompt"],
    ["text on the second row only", promptRows("❯\u00A0▮", "  x"), "prompt"],
    ["text behind a placeholder", promptRows("❯\u00A0▮T«ry» x"), "prompt"],
    ["a draft that holds a rule", promptRows("❯\u00A0one", `  ${rule.slice(4)}`, "  two▮"), "prompt"],

    ["shell mode", promptRows("!\u00A0▮"), "shellMode"],
    ["shell mode with text", promptRows("!\u00A0ls -la▮"), "shellMode"],

    ["nothing at all", [], "notAPrompt"],
    ["a shell", ["$ ▮"], "notAPrompt"],
    ["a dialog", ["● Write(a.txt)", rule, " Create file", " Do you want that?", " ❯▮1. Yes", "   2. No"], "notAPrompt"],
    ["a search", [rule, "  Search", "  ╭────╮", "  │ ⌕ ▮Filter │", "  ╰────╯", "  Esc to cancel"], "notAPrompt"],
    ["the transcript", ["❯ hello", "● Done.", rule, "▮  Showing detailed transcript"], "notAPrompt"],
    ["a prompt that the cursor is not in", [...promptRows("❯\u00A0"), "▮"], "notAPrompt"],
    ["a cursor on the mark", promptRows("▮❯\u00A0"), "notAPrompt"],
    ["a cursor on the rule", [rule, "❯\u00A0", `▮${rule}`], "notAPrompt"],
    ["a mark without a gap", promptRows("❯x▮"), "notAPrompt"],
    ["another mark", promptRows(">\u00A0▮"), "notAPrompt"],
    ["an option list between rules", promptRows(" ❯ 1. Yes▮", "   2. No"), "notAPrompt"],
    ["options at the left edge", promptRows("❯ 1. Yes▮", "2. No"), "notAPrompt"],
    ["rules of different widths", [rule, "❯\u00A0▮", rule.slice(1)], "notAPrompt"],
    ["an indented rule", [rule, "❯\u00A0▮", ` ${rule}`], "notAPrompt"],
    ["a dashed rule", [rule, "❯\u00A0▮", rule.replaceAll("─", "╌")], "notAPrompt"],
    ["hardly any width", ["──────", "❯\u00A0▮", "──────"], "notAPrompt"],
    ["no upper rule", ["❯\u00A0▮", rule], "notAPrompt"],

    // What a tool printed, above the real thing.
    ["an imitation above a dialog", [...promptRows("❯\u00A0"), rule, " Do you want that?", " ❯▮1. Yes"], "notAPrompt"],
    ["an imitation above the transcript's footer", [...promptRows("❯\u00A0"), rule, "▮  Showing"], "notAPrompt"],
    ["an imitation above a draft", [...promptRows("❯\u00A0"), ...promptRows("❯\u00A0draft▮")], "prompt"],
    ["an imitation above shell mode", [...promptRows("❯\u00A0"), ...promptRows("!\u00A0▮")], "shellMode"],
    ["an imitation with the cursor, above another rule", [...promptRows("❯\u00A0▮"), rule], "notAPrompt"],
    [
      "an imitation with the cursor, above the prompt",
      [...promptRows("❯\u00A0▮"), ...promptRows("❯\u00A0")],
      "notAPrompt",
    ],
    ["a rule in the output as the prompt's upper one", [rule, "❯ x", "  text ▮", rule], "prompt"],
  ];
  for (const [name, rows, kind] of states) {
    it(`sees ${kind}: ${name}`, () => {
      assert.equal(readPrompt(drawn(...rows), false).kind, kind);
    });
  }

  const vim: [name: string, rows: string[], kind: PromptState["kind"]][] = [
    ["INSERT", [rule, "❯\u00A0▮", rule, INSERT], "emptyPrompt"],
    ["INSERT below a status line", [rule, "❯\u00A0▮", rule, "  mine", INSERT], "emptyPrompt"],
    ["INSERT, a draft", [rule, "❯\u00A0abc▮", rule, INSERT], "prompt"],
    ["NORMAL", promptRows("❯\u00A0▮"), "vimMaybeNormal"],
    ["NORMAL, a draft", promptRows("❯\u00A0ab▮c"), "vimMaybeNormal"],
    ["NORMAL, the output says INSERT", [INSERT, ...promptRows("❯\u00A0▮")], "vimMaybeNormal"],
    ["shell mode", [rule, "!\u00A0▮", rule, INSERT], "shellMode"],
  ];
  for (const [name, rows, kind] of vim) {
    it(`sees ${kind} where vim keys may be on: ${name}`, () => {
      assert.equal(readPrompt(drawn(...rows), true).kind, kind);
    });
  }

  it("never takes a prompt with any text for an empty one", () => {
    const text = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(..."ab/ !❯─1. 数「é".split("")) });
    fc.assert(
      fc.property(text, fc.nat(31), fc.boolean(), (typed, column, hint) => {
        fc.pre(typed.trim() !== "");
        const at = Math.min(column, typed.length);
        const row = `❯\u00A0${typed.slice(0, at)}▮${typed.slice(at)}${hint && at === typed.length ? "«hint»" : ""}`;
        assert.notEqual(readPrompt(drawn(...promptRows(row)), false).kind, "emptyPrompt");
      }),
    );
  });

  it("sees no prompt while a dialog is open, whatever stands above it", () => {
    const above = fc.constantFrom(rule, named, "❯\u00A0", "❯ /compact", "  text", "", "!\u00A0", " ❯ 1. Yes", INSERT);
    const dialog = [rule, " Do you want that?", " ❯▮1. Yes", "   2. No"];
    const below = fc.constantFrom([], [rule], [rule, " Esc to cancel"], ["", " Esc to cancel"]);
    fc.assert(
      fc.property(fc.array(above, { maxLength: 12 }), below, fc.boolean(), (transcript, footer, mayBeVim) => {
        assert.equal(readPrompt(drawn(...transcript, ...dialog, ...footer), mayBeVim).kind, "notAPrompt");
      }),
    );
  });
});

describe("readsExactly", () => {
  const command = "/compact keep the parser work and the failing tests of the tokenizer";
  const wrapped = ["❯\u00A0/compact keep the parser work and", "  the failing tests of the", "  tokenizer▮"];
  const cases: [name: string, rows: string[], command: string, reads: boolean][] = [
    ["the command", promptRows("❯\u00A0/compact▮"), "/compact", true],
    ["with a hint behind it", promptRows("❯\u00A0/compact▮« <focus>»"), "/compact", true],
    ["over several rows", promptRows(...wrapped), command, true],
    [
      "in wide characters",
      promptRows("❯\u00A0/compact 数据库的迁移与测试 keep", "  数据库的迁移与测试▮"),
      "/compact 数据库的迁移与测试 keep 数据库的迁移与测试",
      true,
    ],
    [
      "within a word that is longer than a row",
      promptRows("❯\u00A0/compact", `  ${"a".repeat(36)}`, "  aaa▮"),
      `/compact ${"a".repeat(39)}`,
      true,
    ],
    [
      "the menu marks it",
      ["  ❯ /compact   free up", "    /config", ...promptRows("❯\u00A0/compact▮").slice(2)],
      "/compact",
      true,
    ],

    ["less", promptRows("❯\u00A0/compac▮"), "/compact", false],
    ["more", promptRows("❯\u00A0/compactx▮"), "/compact", false],
    ["a blank behind it", promptRows("❯\u00A0/compact ▮"), "/compact", false],
    ["behind a draft", promptRows("❯\u00A0half a draft/compact▮"), "/compact", false],
    ["before a draft", promptRows("❯\u00A0/compact▮half a draft"), "/compact", false],
    ["the cursor within it", promptRows("❯\u00A0/comp▮act"), "/compact", false],
    ["a row above", promptRows("❯\u00A0draft", "  /compact▮"), "/compact", false],
    ["an empty row below", promptRows("❯\u00A0/compact", "  ▮"), "/compact", false],
    ["a line break in it", promptRows("❯\u00A0/compact keep", "  the parser▮"), "/compact keep the parser", false],
    ["a word broken early", promptRows("❯\u00A0/compact keep the par", "  ser▮"), "/compact keep the parser", false],
    ["a blank doubled", promptRows("❯\u00A0/compact  keep▮"), "/compact keep", false],
    ["only a hint", promptRows("❯\u00A0▮/«compact»"), "/compact", false],
    ["in shell mode", promptRows("!\u00A0/compact▮"), "/compact", false],
    [
      "the menu marks another",
      ["  ❯ /config   set", "    /compact", ...promptRows("❯\u00A0/compact▮").slice(2)],
      "/compact",
      false,
    ],
  ];
  for (const [name, rows, wanted, reads] of cases) {
    it(`${reads ? "agrees" : "denies"}: ${name}`, () => {
      assert.equal(readsAs(readPrompt(drawn(...rows), false), wanted), reads);
    });
  }

  it("agrees with no other text of one row", () => {
    const text = fc.string({ maxLength: 20, unit: fc.constantFrom(..."/compact x".split("")) });
    fc.assert(
      fc.property(text, text, (typed, wanted) => {
        const state = readPrompt(drawn(...promptRows(`❯\u00A0${typed}▮`)), false);
        assert.equal(readsAs(state, wanted), typed === wanted && typed !== "");
      }),
    );
  });

  it("agrees with what it was wrapped from, at every width", () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(..."ab数".split("")) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 24, max: 120 }), (given, width) => {
        const command = `/compact ${given.join(" ")}`;
        const rows = wrap(command, width - 4);
        const edge = "─".repeat(width);
        const last = rows.length - 1;
        const shown = rows.map((row, index) => `${index === 0 ? "❯\u00A0" : "  "}${row}${index === last ? "▮" : ""}`);
        const state = readPrompt(drawn(edge, ...shown, edge), false);
        assert.equal(readsAs(state, command), true, shown.join("\n"));
        assert.equal(readsAs(state, `${command}a`), false);
      }),
    );
  });
});

/** As Claude Code does it: a word that does not fit goes to the next row. */
function wrap(text: string, columns: number): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ")) {
    const longer = row === "" ? word : `${row} ${word}`;
    if (drawn(longer).rows[0]?.length !== undefined && (drawn(longer).rows[0]?.length ?? 0) <= columns) row = longer;
    else {
      rows.push(row);
      row = word;
    }
  }
  return [...rows, row];
}
