/**
 * Whether the last prompt is about something else than the conversation before it: hardly a word of it came up before.
 * Nothing of the words leaves this file but their number.
 */

export interface TopicChange {
  /** Different words of the prompt that tell a topic, and how many of them came up before. */
  words: number;
  known: number;
  /** When it was asked. */
  at: number | null;
}

/** Before the last one. */
const FEWEST_PROMPTS = 3;
const FEWEST_WORDS = 6;
const KNOWN_SHARE = 0.2;
/** As much of the conversation is looked through, and of a prompt. */
const MAX_BEFORE_CHARS = 400_000;
const MAX_PROMPT_CHARS = 4_000;
const SHORTEST_WORD = 4;
const WORD = /[\p{L}\p{N}_]+/gu;
/** Scripts without spaces between words: pairs of characters stand for them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
/** English words that come up whatever the topic is. Without such a list, other languages change their topic unnoticed more often. */
const COMMON = new Set(
  (
    "able about above across actually added adding after again allow already also always another answer based because " +
    "been before being below better both call called case change changed changes check code command could create " +
    "current different directly does doing done down each edit else ensure error even every exactly example exist " +
    "exists explain feature file files find first fix folder follow following from function give good handle have help " +
    "here however implement implementation instead into issue issues itself just keep know like line lines list little " +
    "long look looks made make many maybe might more most much multiple must name need needed needs never next only " +
    "open other output over page part path please possible probably problem project proper properly provide question " +
    "rather read really remove repo return right run running same section seem seems several should show simple since " +
    "single some something still such support sure take tell test tests than that their them then there these they " +
    "thing things think this those through time update updated used user using version very view want were what when " +
    "where whether which while will with within without word work working would write wrong your"
  ).split(" "),
);

export class Topic {
  private readonly before: string[] = [];
  private since: string[] = [];
  private readonly filesBefore = new Set<string>();
  private filesSince = new Set<string>();
  private last: { text: string; at: number | null } | null = null;
  private prompts = 0;
  private edited = false;

  prompt(text: string, at: number | null): void {
    this.prompts++;
    if (this.last) this.before.push(this.last.text);
    this.before.push(...this.since);
    for (const path of this.filesSince) this.filesBefore.add(path);
    this.last = { text: text.slice(0, MAX_PROMPT_CHARS), at };
    this.since = [];
    this.filesSince = new Set();
    this.edited = false;
  }

  /** What the conversation says beside the prompts: answers, commands, summaries. */
  said(text: string): void {
    this.since.push(text);
  }

  file(path: string, edited: boolean): void {
    this.filesSince.add(path);
    this.edited ||= edited;
  }

  /** Null when nothing shows one, and when the work on it has begun or goes back to the files of the work before. */
  get change(): TopicChange | null {
    const goesOn = this.edited || [...this.filesSince].some((path) => this.filesBefore.has(path));
    if (!this.last || this.prompts <= FEWEST_PROMPTS || goesOn) return null;
    const stems = topicStems(this.last.text);
    if (stems.length < FEWEST_WORDS) return null;
    const before = [...this.before, ...this.filesBefore].join("\n").slice(-MAX_BEFORE_CHARS).toLowerCase();
    const known = stems.filter((stem) => before.includes(stem)).length;
    return known <= stems.length * KNOWN_SHARE ? { words: stems.length, known, at: this.last.at } : null;
  }
}

/** The beginnings of the different words: "handlers" is known where "handler" came up. */
function topicStems(text: string): string[] {
  const lower = text.toLowerCase();
  const pairs = [...lower.matchAll(UNSPACED)].flatMap(([run]) => {
    const characters = Array.from(run);
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });
  const words = [...lower.replaceAll(UNSPACED, " ").matchAll(WORD)].flatMap(([word]) =>
    word.length < SHORTEST_WORD || COMMON.has(word) || /^\d+$/.test(word)
      ? []
      : word.slice(0, Math.max(SHORTEST_WORD, word.length - 2)),
  );
  return [...new Set([...pairs, ...words])];
}
