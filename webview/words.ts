import * as l10n from "@vscode/l10n";
import { setLocale } from "../src/shared/locale.ts";
import { PAGE_WORDS_ID, type PageWords } from "../src/shared/pageWords.ts";

/** Has the page speak the language that the host put into it; without that block, English. */
export function configureWords(): void {
  const block = document.getElementById(PAGE_WORDS_ID)?.textContent;
  if (!block) return;
  // The host and the page are built together.
  const { locale, bundle } = JSON.parse(block) as PageWords;
  setLocale(locale);
  if (bundle) l10n.config({ contents: bundle });
}
