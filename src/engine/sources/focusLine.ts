/** What a summary should keep, in one line that can be typed behind `/compact`. */

export interface FocusParts {
  /** The task in work, or the session's title. */
  subject: string | null;
  /** Paths of the files that were changed, the latest last. */
  files: readonly string[];
}

const MAX_FILES = 4;
const MAX_NAME_CHARS = 50;
const MAX_SUBJECT_CHARS = 120;
const MAX_CHARS = 200;
/** Claude Code takes `@`, `!`, `\`, `#` and backquotes for more than text; control and bidi characters are none of these. */
const UNTYPED = /[^\p{L}\p{M}\p{N} .,:;()_+'/&-]/gu;
/** Files of the moment, and Claude Code's own. */
const PASSING = /^\/(private\/)?tmp\/|[/\\]\.claude[/\\](plans|projects)[/\\]/;
const SECRET = /^(sk|pk|ghp|gho|ghs|github_pat|glpat|xox[a-z]|AKIA|AIza|eyJ)[-_A-Za-z0-9]{8,}|:\/\/|@/;
/** A longer word of letters and digits is a key or a hash, and tells nobody anything. */
const LONGEST_MIXED = 16;

/** Null when nothing tells what the session is about. */
export function focusLine({ subject, files }: FocusParts): string | null {
  const about = subject === null ? "" : typed(subject, MAX_SUBJECT_CHARS);
  const names = [
    ...new Set(
      files
        .filter((path) => !PASSING.test(path))
        .map(baseName)
        .toReversed(),
    ),
  ]
    .filter((name) => name !== "" && name.length <= MAX_NAME_CHARS && typed(name, MAX_NAME_CHARS) === name)
    .slice(0, MAX_FILES);
  const beginning = about === "" ? "Focus on the work in " : `Focus on ${about}; files: `;
  // Rather a file less than half a name.
  while (names.length > 0 && beginning.length + names.join(", ").length > MAX_CHARS) names.pop();
  if (names.length > 0) return beginning + names.join(", ");
  return about === "" ? null : `Focus on ${about}`;
}

const baseName = (path: string) => path.split(/[/\\]/).at(-1) ?? "";

function typed(text: string, maxChars: number): string {
  const words = text
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .split(" ")
    .filter((word) => !isSecret(word))
    .join(" ")
    .replaceAll(UNTYPED, " ")
    .replaceAll(/ +/g, " ")
    .trim();
  if (words.length <= maxChars) return words;
  const whole = words.lastIndexOf(" ", maxChars);
  // Text without spaces is cut between two characters, of which one may be two units long.
  return whole > 0 ? words.slice(0, whole) : words.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, "");
}

const isSecret = (word: string) =>
  SECRET.test(word) ||
  word.split(/[-_./:=]/).some((part) => part.length >= LONGEST_MIXED && /\d/.test(part) && /\p{L}/u.test(part));
