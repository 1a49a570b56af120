/** The only texts that Bursar ever puts into a terminal that runs Claude Code. */
/** Longest focus of a compaction, in UTF-16 units: it is to be read at a glance before it is sent. */
export const FOCUS_LIMIT = 200;

/**
 * Words between single spaces, of letters, digits, punctuation and symbols. No control, format or bidirectional
 * character, so that what is sent is what is seen; no `@` or `\`, and no `/` or `!` at the start of a word, which Claude Code's
 * prompt completes or reads otherwise.
 */
const FOCUS = /^(?![/!])[^\p{C}\p{Z}@\\]+(?: (?![/!])[^\p{C}\p{Z}@\\]+)*$/u;

const COMMANDS = [
  /^\/compact$/,
  /^\/clear$/,
  /^\/context$/,
  /^\/autocompact (auto|\d{1,4}k)$/,
  /^\/model [a-z0-9][a-z0-9.:_[\]-]{0,99}$/i,
  /^\/effort [a-z]{1,20}$/,
];

/** Whether a text is one of those that Bursar may put into a terminal. */
export function isTypable(command: string): boolean {
  const focus = /^\/compact (.*)$/su.exec(command)?.[1];
  if (focus !== undefined) return focus.length <= FOCUS_LIMIT && FOCUS.test(focus);
  return COMMANDS.some((pattern) => pattern.test(command));
}
