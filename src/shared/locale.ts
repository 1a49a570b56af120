/**
 * Whose conventions numbers, dates and durations follow. Set once, when a process or a page starts; left unset (the
 * CLI, unit tests) it is English, with the runtime's own conventions for dates.
 */
let chosen: string | null = null;
let resolved: string | undefined;

/** @param language the reader's language or locale (BCP 47, any case), such as VS Code's display language */
export function setLocale(language: string | null): void {
  chosen = language;
  resolved = undefined;
}

/** For Intl; undefined is the runtime's own. Worked out on first use: Intl is slow to load. */
export function locale(): string | undefined {
  if (chosen === null) return undefined;
  return (resolved ??= withRegion(chosen, new Intl.DateTimeFormat().resolvedOptions().locale));
}

/** English figures are written by hand. */
export function isEnglish(): boolean {
  return chosen === null || /^en(?:-|$)/i.test(chosen);
}

/**
 * A language with the region of the reader's system: someone who reads English in Germany expects English words and
 * a 24-hour clock. A language that names its region keeps it.
 */
export function withRegion(language: string, systemLocale: string): string {
  const tag = new Intl.Locale(language);
  if (tag.region !== undefined) return tag.toString();
  const { region } = new Intl.Locale(systemLocale).maximize();
  return region === undefined ? tag.toString() : new Intl.Locale(tag, { region }).toString();
}
