/**
 * Keeps the translations in step with the code:
 * `npm run l10n` reads all texts from the sources into l10n/bundle.l10n.json and drops translations of texts that are gone;
 * `npm run l10n -- --missing de` writes .cache/l10n/de.json, in which a translator puts its German after each text;
 * `npm run l10n -- --take de FILE…` adds such files to the German translations.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  extractTexts,
  languages,
  messageOf,
  missingTexts,
  placeholders,
  readTexts,
  speakingSources,
  textFiles,
  unreadableCalls,
} from "./lib/l10nTexts.mjs";
import { houseNode, root, tools } from "./lib/paths.mjs";
import { mustRun } from "./lib/processes.mjs";
import { setUp } from "./setup.mjs";

/** @typedef {import("@vscode/l10n-dev").l10nJsonFormat} Texts */

await setUp(import.meta.url);

/** @param {string} file @param {Texts} texts */
async function write(file, texts) {
  await writeFile(file, `${JSON.stringify(texts, null, 2)}\n`);
}

/** @param {string} file */
const readOrNone = (file) => readTexts(file).catch(() => ({}));

/** In the order of the English, without what that no longer has. @param {Texts} english @param {Texts} translated */
function inStep(english, translated) {
  return Object.fromEntries(
    Object.keys(english).flatMap((key) => (translated[key] === undefined ? [] : [[key, translated[key]]])),
  );
}

async function extract() {
  const sources = await speakingSources();
  const unreadable = sources.flatMap(unreadableCalls);
  if (unreadable.length > 0) {
    console.error(`These calls need a plain literal as their first argument:\n${unreadable.join("\n")}`);
    process.exitCode = 1;
  }
  await mkdir(join(root, "l10n"), { recursive: true });
  await write(textFiles.code(), await extractTexts(sources));
  await mustRun(houseNode, [tools.oxfmt, textFiles.code()], { cwd: root, output: "pipe" });
  for (const language of languages) {
    for (const fileOf of Object.values(textFiles)) {
      const english = await readTexts(fileOf());
      const translated = inStep(english, await readOrNone(fileOf(language)));
      await write(fileOf(language), translated);
      const missing = Object.keys(english).length - Object.keys(translated).length;
      if (missing > 0) console.log(`${fileOf(language)} lacks ${missing} texts.`);
    }
  }
}

/** @param {string} language */
async function writeMissing(language) {
  const folder = join(root, ".cache", "l10n");
  await mkdir(folder, { recursive: true });
  const missing = await Promise.all(
    Object.values(textFiles).map(async (fileOf) =>
      missingTexts(await readTexts(fileOf()), await readOrNone(fileOf(language))),
    ),
  );
  const texts = /** @type {Texts} */ (Object.assign({}, ...missing));
  const file = join(folder, `${language}.json`);
  await write(file, Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, messageOf(text)])));
  console.log(`${Object.keys(texts).length} texts to translate: ${file}`);
}

/** @param {string} language @param {string[]} files */
async function take(language, files) {
  const taken = /** @type {Texts} */ (Object.assign({}, ...(await Promise.all(files.map((file) => readTexts(file))))));
  const known = new Set();
  for (const fileOf of Object.values(textFiles)) {
    const english = await readTexts(fileOf());
    for (const key of Object.keys(english)) known.add(key);
    await write(fileOf(language), inStep(english, { ...(await readOrNone(fileOf(language))), ...taken }));
    for (const [key, text] of Object.entries(english)) {
      const translation = taken[key];
      if (translation === undefined) continue;
      const [from, to] = [placeholders(messageOf(text)), placeholders(messageOf(translation))].map(String);
      if (from !== to) console.error(`Placeholders differ: ${key}\n  ${from} here, ${to} there`);
    }
  }
  for (const key of Object.keys(taken)) if (!known.has(key)) console.error(`No such text: ${key}`);
}

const [option, language = "", ...files] = process.argv.slice(2);
if (option !== undefined && !languages.includes(language)) {
  console.error(`Which language? One of ${languages.join(", ")}.`);
  process.exitCode = 2;
} else if (option === undefined) await extract();
else if (option === "--missing") await writeMissing(language);
else if (option === "--take") await take(language, files);
else {
  console.error(`No such option: ${option}.`);
  process.exitCode = 2;
}
