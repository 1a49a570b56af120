/** How many columns of a terminal a text takes. */
export type TextWidth = (text: string) => number;

/** One column a character: ASCII, and what this program writes beyond it. */
const PLAIN = /^[ -~…≥─]*$/;

/** What measures this text and every part of it. What knows all scripts takes longer to load than a report takes. */
export async function textWidthFor(text: string): Promise<TextWidth> {
  if (PLAIN.test(text)) return ({ length }) => length;
  const { default: stringWidth } = await import("string-width");
  return stringWidth;
}

/** The characters of a text as people count them. */
export function charactersOf(text: string): string[] {
  if (PLAIN.test(text)) return text.split("");
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
