/** The texts that the sources hand to `l10n.t`, and their translations. */
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { getL10nJson } from "@vscode/l10n-dev";
import { root } from "./paths.mjs";

/** What English is translated into, besides itself; the ids are VS Code's. */
export const languages = ["de", "ja", "zh-cn"];

/**
 * Two files of texts, each with one more a language: those of package.json, by key, and those of the code, by English
 * text (with `/` and the note to the translator, where there is one).
 */
export const textFiles = {
  /** @param {string} [language] */
  manifest: (language) => join(root, language ? `package.nls.${language}.json` : "package.nls.json"),
  /** @param {string} [language] */
  code: (language) => join(root, "l10n", language ? `bundle.l10n.${language}.json` : "bundle.l10n.json"),
};

/**
 * @param {string} file
 * @returns {Promise<import("@vscode/l10n-dev").l10nJsonFormat>}
 */
export async function readTexts(file) {
  return /** @type {import("@vscode/l10n-dev").l10nJsonFormat} */ (JSON.parse(await readFile(file, "utf8")));
}

/** The English of a text, without its note. @param {import("@vscode/l10n-dev").l10nJsonMessageFormat} text */
export const messageOf = (text) => (typeof text === "string" ? text : text.message);

/**
 * Sources that speak, with a literal that was split over lines made one: the extractor knows single literals only.
 * @returns {Promise<{ path: string, contents: string }[]>}
 */
export async function speakingSources() {
  const paths = globSync("{src,webview}/**/*.ts", { cwd: root }).filter((path) => !path.endsWith(".test.ts"));
  const sources = await Promise.all(
    paths.toSorted().map(async (path) => ({ path, contents: await readFile(join(root, path), "utf8") })),
  );
  return sources
    .filter(({ contents }) => contents.includes('"@vscode/l10n"'))
    .map(({ path, contents }) => ({ path, contents: contents.replaceAll(/"\s*\+\s*"/g, "") }));
}

const LITERAL = String.raw`(?:"(?:[^"\\]|\\["\\n])*"|'(?:[^'\\]|\\['\\n])*'|\`[^\`\\$]*\`)`;
const CALL = /\bl10n\.t\b/g;
const PLAIN = new RegExp(String.raw`^\(\s*${LITERAL}(?=\s*[,)])`);
const NOTED = new RegExp(String.raw`^\(\s*\{\s*message:\s*(${LITERAL}),[^]*?\bcomment:\s*(${LITERAL})`);

/**
 * The calls in a source, each without its arguments; null for one that cannot be read: it needs a plain literal first,
 * and the extractor reads `\u` wrongly.
 * @param {{ path: string, contents: string }} source
 */
function callsOf({ path, contents }) {
  return [...contents.matchAll(CALL)].map(({ index }) => {
    const rest = contents.slice(index + "l10n.t".length);
    const [, message, comment] = NOTED.exec(rest) ?? [];
    const plain = PLAIN.exec(rest)?.[0];
    const call = message ? `l10n.t({ message: ${message}, comment: ${comment} })` : plain && `l10n.t${plain})`;
    return { where: `${path}: l10n.t${rest.slice(0, 60)}`, call };
  });
}

/**
 * What `l10n.t` is called with. The extractor gets the calls alone: over whole sources it takes seconds.
 * @param {{ path: string, contents: string }[]} sources
 */
export async function extractTexts(sources) {
  const calls = sources.flatMap(callsOf).flatMap(({ call }) => call ?? []);
  const contents = ['import * as l10n from "@vscode/l10n";', ...calls].join("\n");
  const texts = await getL10nJson([{ extension: ".ts", contents }]);
  return Object.fromEntries(Object.entries(texts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {{ path: string, contents: string }} source */
export const unreadableCalls = (source) => callsOf(source).flatMap(({ where, call }) => (call ? [] : [where]));

/** The `{placeholders}` of a text, sorted, each once. @param {string} text */
export function placeholders(text) {
  return [...new Set(text.match(/\{[^}]+\}/g))].toSorted();
}

/**
 * What is missing of a translation.
 * @param {import("@vscode/l10n-dev").l10nJsonFormat} english
 * @param {import("@vscode/l10n-dev").l10nJsonFormat} translated
 */
export function missingTexts(english, translated) {
  return Object.fromEntries(Object.entries(english).filter(([key]) => !(key in translated)));
}
