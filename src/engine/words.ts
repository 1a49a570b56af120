import { readFileSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import { setLocale } from "../shared/locale.ts";

/**
 * Has this process speak the reader's language; without arguments, English.
 * @param bundle path of the translations' file
 * @throws when the file cannot be read; the texts then stay English, the figures follow `language`
 */
export function configureWords([language, bundle]: readonly string[]): void {
  setLocale(language ?? null);
  if (bundle !== undefined) l10n.config({ contents: readFileSync(bundle, "utf8") });
}
