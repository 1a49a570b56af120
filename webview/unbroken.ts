/** Keeps figures and their units of time on one line. */
export function unbroken(text: string): string {
  return text.replaceAll(/(?<=\d) (?=(?:min|h|d)\b)/g, "\u00A0");
}
