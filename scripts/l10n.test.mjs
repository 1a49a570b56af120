import assert from "node:assert/strict";
import {
  extractTexts,
  languages,
  messageOf,
  placeholders,
  readTexts,
  speakingSources,
  textFiles,
  unreadableCalls,
} from "./lib/l10nTexts.mjs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./lib/paths.mjs";

describe("the texts of the code", () => {
  it("can all be read by the extractor", async () => {
    const sources = await speakingSources();
    assert.ok(sources.length > 20);
    assert.deepEqual(sources.flatMap(unreadableCalls), []);
  });

  it("are those of l10n/bundle.l10n.json; `npm run l10n` brings it up to date", async () => {
    assert.deepEqual(await readTexts(textFiles.code()), await extractTexts(await speakingSources()));
  });

  it("that cannot be read are noticed", () => {
    const call = (/** @type {string} */ text) =>
      unreadableCalls({ path: "a.ts", contents: `x = l10n.t${text};` }).length;
    assert.equal(call('("Context {0} full", x)'), 0);
    assert.equal(call('({ message: "{0} left", args: [x], comment: "of a window" })'), 0);
    assert.equal(call("(text)"), 1);
    assert.equal(call("(`${share} full`)"), 1);
    assert.equal(call('("a" + b)'), 1);
    assert.equal(call(String.raw`("\u2265 {0}", x)`), 1);
  });
});

describe("package.json's texts", () => {
  it("are those of package.nls.json", async () => {
    const manifest = await readFile(join(root, "package.json"), "utf8");
    const named = new Set([...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    assert.ok(named.size > 20);
    assert.deepEqual(new Set(Object.keys(await readTexts(textFiles.manifest()))), named);
  });
});

for (const language of languages) {
  for (const [what, fileOf] of Object.entries(textFiles)) {
    describe(`the ${language} texts of the ${what}`, () => {
      it("are complete, with no other", async () => {
        const [english, translated] = await Promise.all([readTexts(fileOf()), readTexts(fileOf(language))]);
        assert.deepEqual(Object.keys(translated).toSorted(), Object.keys(english).toSorted());
      });

      it("say something, with the same placeholders", async () => {
        const [english, translated] = await Promise.all([readTexts(fileOf()), readTexts(fileOf(language))]);
        const wrong = Object.entries(translated).filter(([key, text]) => {
          const message = messageOf(text);
          const expected = placeholders(messageOf(english[key] ?? ""));
          return message.trim() === "" || String(placeholders(message)) !== String(expected);
        });
        assert.deepEqual(wrong, []);
      });
    });
  }
}
