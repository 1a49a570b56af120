/** What the dashboard's page is handed to speak the reader's language. */
export interface PageWords {
  /** For numbers and dates (BCP 47). */
  locale: string;
  /** Translations by English text; null: English. */
  bundle: Record<string, string> | null;
}

/** The id of the page's data block with its PageWords. */
export const PAGE_WORDS_ID = "bursar-words";
