/**
 * Text as literal Markdown on one line: nothing of it becomes a link, a table cell or markup, and it cannot turn the
 * direction of what follows.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
      .replaceAll(/[\u202A-\u202E\u2066-\u2069]/gu, "")
      .trim()
      // CommonMark: every ASCII punctuation character may be escaped by a backslash.
      .replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`)
  );
}
