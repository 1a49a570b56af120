import assert from "node:assert/strict";
import { FOCUS_LIMIT, isTypable } from "./typableCommand.ts";

describe("isTypable", () => {
  const typable = [
    "/compact",
    "/compact keep the parser work, and src/host/typing (failing tests)",
    "/compact 数据库的迁移 — naïve",
    `/compact ${"a".repeat(FOCUS_LIMIT)}`,
    "/clear",
    "/model sonnet",
    "/model claude-opus-5-5[1m]",
    "/effort low",
    "/context",
    "/autocompact 200k",
    "/autocompact auto",
  ];
  for (const command of typable) {
    it(`takes ${JSON.stringify(command.slice(0, 60))}`, () => {
      assert.equal(isTypable(command), true);
    });
  }

  const refused = [
    "",
    "rm",
    " /compact",
    "/compact ",
    "/COMPACT",
    "/compact\n",
    "/compact\r",
    "/compact keep\nthe parser",
    "/compact keep\rthe parser",
    "/compact keep\u2028the parser",
    "/compact keep  two blanks",
    "/compact keep\tit",
    "/compact keep\u00A0it",
    "/compact \u001B[31mred",
    "/compact \u202Eright to left",
    "/compact zero\u200Bwidth",
    "/compact keep @file",
    "/compact keep /config",
    "/compact !ls",
    "/compact keep \\",
    `/compact ${"a".repeat(FOCUS_LIMIT + 1)}`,
    "/clear now",
    "/clear\n/clear",
    "/model",
    "/model a b",
    "/model -x",
    "/effort",
    "/effort LOW",
    "/effort low; rm",
    "/context all",
    "/autocompact",
    "/autocompact 200",
    "/exit",
    "!ls",
    "hello",
  ];
  for (const command of refused) {
    it(`refuses ${JSON.stringify(command.slice(0, 60))}`, () => {
      assert.equal(isTypable(command), false);
    });
  }
});
