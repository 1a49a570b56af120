import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const files = globSync("**/*.ts", { cwd: import.meta.dirname }).filter((file) => !file.endsWith(".test.ts"));
const read = (file: string): string => readFileSync(join(import.meta.dirname, file), "utf8");

describe("the components' styles", () => {
  it("hold no size and no colour of their own", () => {
    const literal = /\b\d+(\.\d+)?(px|rem|em|pt)\b|#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\(/i;
    assert.deepEqual(
      files.filter((file) => literal.test(read(file))),
      [],
    );
  });
  it("use only tokens that exist", () => {
    const tokens = new Set(read("styles.css").match(/--[\w-]+(?=:)/g));
    const used = files.flatMap((file) =>
      [...read(file).matchAll(/var\((--(?!vscode-)[\w-]+)/g)].map(([, name]) => name),
    );
    const own = new Set(
      files.flatMap((file) =>
        [...read(file).matchAll(/(--[\w-]+):|setProperty\("(--[\w-]+)"/g)].map(([, style, set]) => style ?? set),
      ),
    );
    assert.deepEqual(
      used.filter((name) => name !== undefined && !tokens.has(name) && !own.has(name)),
      [],
    );
  });
});
