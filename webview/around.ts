const PLACE = "\uFFFC";

/** A sentence with something drawn at its placeholder: a figure larger than its words, wherever a language puts it. */
export function around(said: (place: string) => string, drawn: unknown): unknown[] {
  const [before = "", after = ""] = said(PLACE).split(PLACE);
  return [before, drawn, after];
}
