export interface TextPart {
  text: string;
  code: boolean;
}

/** Takes the code between backticks out of a sentence; a backtick without a partner stays text. */
export function codeSpans(sentence: string): TextPart[] {
  return sentence
    .split(/(`[^`]+`)/)
    .filter((text) => text !== "")
    .map((text) => (/^`[^`]+`$/.test(text) ? { text: text.slice(1, -1), code: true } : { text, code: false }));
}
