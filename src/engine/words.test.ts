import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { formatUsd } from "../shared/format.ts";
import { tokensText } from "./advice/wording.ts";
import { configureWords } from "./words.ts";

describe("configureWords", () => {
  const folder = mkdtempSync(join(tmpdir(), "bursar-words-"));
  const bundle = join(folder, "bundle.l10n.de.json");
  writeFileSync(bundle, JSON.stringify({ "{0} tokens": "{0} Token" }));

  afterEach(() => {
    configureWords([]);
    l10n.config({ contents: {} });
  });
  after(() => rmSync(folder, { recursive: true }));

  it("has texts and figures in the reader's language", () => {
    configureWords(["de", bundle]);
    assert.equal(tokensText(1_200), "1,2K Token");
    assert.equal(formatUsd(4.12).replaceAll(/\s/g, " "), "4,12 $");
  });

  it("is English when told nothing, and where there is no translation", () => {
    configureWords([]);
    assert.equal(tokensText(1_200), "1.2K tokens");
    configureWords(["fr"]);
    assert.equal(tokensText(1_200), "1,2K tokens");
  });

  it("throws for a file that cannot be read, and writes figures as asked all the same", () => {
    assert.throws(() => configureWords(["de", join(folder, "missing.json")]), /ENOENT/);
    assert.equal(tokensText(1_200), "1,2K tokens");
  });
});
