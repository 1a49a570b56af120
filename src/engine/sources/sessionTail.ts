/**
 * What the end of a session's transcript tells of it: where the work stands, what the context holds and how it grows.
 * Of what was written only counts, kinds and one line of focus leave the reading thread. Synchronous.
 */
import { ContextSizes, type Median } from "./contextSizes.ts";
import { focusLine } from "./focusLine.ts";
import { LargeResults, type LargeResult } from "./largeResults.ts";
import { asCount, asObject, asString, asTime, type JsonObject } from "./narrow.ts";
import { INTERRUPTED, isCorrection, PromptCollector, type PromptFacts } from "./promptFacts.ts";
import { Topic } from "./topic.ts";
import { EDIT_TOOLS, PLAN_TOOLS } from "./toolKinds.ts";
import { objects, resultText } from "./toolResults.ts";
import { narrowRow } from "./narrowRow.ts";
import { readTail, rowsOf } from "./transcriptTail.ts";
import { userWords } from "./userWords.ts";
import { WorkState } from "./workState.ts";

/** The last main-chain row: an answer that ended, a tool call or a prompt without an answer yet, or what stopped it. */
export type LastStop = "answered" | "tool call" | "prompt" | "interrupted" | "failed" | "unclear";

/** A sign that a task is done. */
export type FinishSign =
  | { kind: "todos done"; todos: number }
  | { kind: "tests passed" | "merged" | "committed" | "thanked" };

export interface SessionTail {
  /** Rows stand before those that were read. */
  cut: boolean;
  /** Of the last row of the main chain. */
  lastRowAt: number | null;
  /** Null without such a row. */
  lastStop: LastStop | null;
  /** Since when it waits for a prompt; null while it works, and when that is unclear. */
  idleSince: number | null;
  boundary: { kind: "commit" | "tests passed" | "todos done" | "topic change"; at: number | null } | { kind: "none" };
  /** Tests fail or errors follow each other; null when that cannot be told. */
  midDebug: boolean | null;
  /** What shows it; null when nothing does. */
  taskFinished: FinishSign[] | null;
  /** Telling words of the last prompt, and how many of them came up before it; null when it is on the same topic. */
  topicChange: { known: number; words: number } | null;
  /** Estimated; what is carried since the last compaction. */
  largeResults: LargeResult[];
  /** Of the last prompts, oldest first; the very last, whose outcome is open, is not among them. */
  prompts: PromptFacts[];
  /** Of the last answer, as Claude Code notes it. */
  effort: string | null;
  /** Null when no row tells the mode. */
  planMode: boolean | null;
  /** What a summary should keep: one printable line of at most 200 characters. */
  focus: string | null;
  /** Main-chain requests since the last compaction that was read, or since the first row that was. */
  requestsSinceCompaction: number;
  /** Of the last 50 requests since then: growth where the context did grow, output where its count is final. */
  growth: Median | null;
  output: Median | null;
  /** What the first request after the last compaction found in the cache. */
  cachedPrefix: number | null;
  /** For each compaction the contexts of the 5th to 10th request after it. */
  afterCompactions: number[][];
}

export interface SessionTailInput {
  path: string;
  /** How many prompts, at most. */
  prompts: number;
}

/** A transcript of half a megabyte is usual, and one of hundreds possible. */
export const MAX_SESSION_TAIL_BYTES = 2 << 20;
const ROWS = new Set(["user", "assistant", "system", "permission-mode", "ai-title", "custom-title"]);

/** Null when the file cannot be read. */
export function readSessionTail({ path, prompts }: SessionTailInput): SessionTail | null {
  const tail = readTail(path, MAX_SESSION_TAIL_BYTES);
  if (!tail) return null;
  const collector = new SessionTailCollector();
  for (const row of rowsOf(tail.bytes, ROWS)) collector.row(row);
  return collector.tail(prompts, tail.cut);
}

/** Takes the rows of a transcript in their order; what they tell can be asked after any of them. */
export class SessionTailCollector {
  private readonly prompts = new PromptCollector();
  private readonly work = new WorkState();
  private readonly topic = new Topic();
  private readonly sizes = new ContextSizes();
  private readonly results = new LargeResults();
  private readonly titles: { byUser: string | null; made: string | null } = { byUser: null, made: null };
  private mode: string | null = null;
  private effort: string | null = null;
  private lastRowAt: number | null = null;
  private stop: { kind: LastStop; at: number | null } | null = null;
  /** The end of the last answer's text. */
  private answer = "";
  private thanked = false;
  private background = 0;

  row(row: JsonObject): void {
    if (row["isSidechain"] === true || asString(row["agentId"]) !== null) return;
    this.prompts.row(row);
    switch (row["type"]) {
      case "user":
        this.mode = asString(row["permissionMode"]) ?? this.mode;
        this.userRow(row);
        break;
      case "assistant":
        this.answerRow(row);
        break;
      case "system":
        this.systemRow(row);
        break;
      case "permission-mode":
        this.mode = asString(row["permissionMode"]) ?? this.mode;
        return;
      case "custom-title":
        this.titles.byUser = asString(row["customTitle"]) ?? this.titles.byUser;
        return;
      case "ai-title":
        this.titles.made = asString(row["aiTitle"]) ?? this.titles.made;
        return;
      default:
        return;
    }
    this.lastRowAt = asTime(row["timestamp"]) ?? this.lastRowAt;
  }

  tail(prompts: number, cut: boolean): SessionTail {
    const { work, sizes, stop } = this;
    const change = this.topic.change;
    const idle = stop?.kind === "answered" || stop?.kind === "interrupted" || stop?.kind === "failed";
    return {
      cut,
      lastRowAt: this.lastRowAt,
      lastStop: stop?.kind ?? null,
      idleSince: idle ? stop.at : null,
      boundary: this.boundary(),
      midDebug: stop === null ? null : work.midDebug,
      taskFinished: this.finished(),
      topicChange: change && { known: change.known, words: change.words },
      largeResults: this.results.carried,
      prompts: this.prompts.facts().slice(-prompts),
      effort: this.effort,
      planMode: this.mode === null ? null : this.mode === "plan",
      focus: focusLine({
        subject: work.todos.current ?? this.titles.byUser ?? this.titles.made,
        files: work.editedFiles,
      }),
      requestsSinceCompaction: sizes.requestsSinceCompaction,
      growth: sizes.growth,
      output: sizes.output,
      cachedPrefix: sizes.cachedPrefix,
      afterCompactions: sizes.afterCompactions,
    };
  }

  /** The latest that was reached and still holds. */
  boundary(): SessionTail["boundary"] {
    const change = this.topic.change;
    if (change) return { kind: "topic change", at: change.at };
    for (const { reached, at } of this.work.fresh.toReversed())
      if (reached !== "push" && reached !== "merge") return { kind: reached, at };
    return { kind: "none" };
  }

  get midDebug(): boolean | null {
    return this.stop === null ? null : this.work.midDebug;
  }

  private userRow(row: JsonObject): void {
    const at = asTime(row["timestamp"]);
    const message = asObject(row["message"]);
    const blocks = objects(message?.["content"]);
    if (row["isCompactSummary"] === true) return this.topic.said(resultText(message?.["content"]));
    const toolUseResult = asObject(row["toolUseResult"]);
    for (const block of blocks) {
      if (block["type"] !== "tool_result") continue;
      const tool = this.work.result({ at, block, toolUseResult });
      if (tool !== null) this.results.take(tool, block);
      if (tool !== null && PLAN_TOOLS.has(tool) && block["is_error"] !== true)
        this.mode = tool === "EnterPlanMode" ? "plan" : "default";
      this.stop = { kind: "tool call", at };
    }
    const text = resultText(message?.["content"]);
    if (text.startsWith(INTERRUPTED)) this.stop = { kind: "interrupted", at };
    else if (text.startsWith("<task-notification>")) this.stop = { kind: "prompt", at };
    const words = userWords(row);
    if (words === null) return;
    this.thanked = isThanks(words);
    this.work.prompt(isCorrection(words));
    this.topic.prompt(words, at);
    if (!text.startsWith("<command-")) this.stop = { kind: "prompt", at };
  }

  private answerRow(row: JsonObject): void {
    const at = asTime(row["timestamp"]);
    const request = narrowRow(row);
    if (request.kind !== "request") {
      if (row["isApiErrorMessage"] === true) this.stop = { kind: "failed", at };
      return;
    }
    if (this.sizes.request(request)) this.results.request(request.context.tokens);
    const effort = asString(row["effort"]);
    if (effort !== null && /^[a-z]{2,12}$/.test(effort)) this.effort = effort;
    const message = asObject(row["message"]);
    let calls = false;
    for (const block of objects(message?.["content"])) {
      if (block["type"] === "tool_use") {
        calls = true;
        this.callBlock(block);
      }
      const text = asString(block["text"]);
      if (text === null) continue;
      this.topic.said(text);
      this.answer = text.trimEnd().slice(-ANSWER_END_CHARS);
    }
    this.stop = { kind: stopKind(asString(message?.["stop_reason"]), calls), at };
  }

  private callBlock(block: JsonObject): void {
    this.work.call(block);
    const tool = asString(block["name"]) ?? "";
    const input = asObject(block["input"]);
    const path = asString(input?.["file_path"] ?? input?.["notebook_path"] ?? input?.["path"]);
    if (path !== null) this.topic.file(path, EDIT_TOOLS.has(tool));
    for (const name of ["command", "pattern", "query", "prompt", "description"]) {
      const text = asString(input?.[name]);
      if (text !== null) this.topic.said(text.slice(0, CALL_CHARS));
    }
  }

  private systemRow(row: JsonObject): void {
    if (row["subtype"] === "turn_duration")
      this.background = asCount(row["pendingBackgroundAgentCount"]) + asCount(row["pendingWorkflowCount"]);
    if (row["subtype"] !== "compact_boundary") return;
    this.sizes.compaction();
    this.results.compaction();
  }

  /**
   * Rather silent than wrong: with all todos done and everything committed, users of public transcripts still went on
   * with the same matter. So the user must have said that it is good, in words or by merging it.
   */
  private finished(): FinishSign[] | null {
    const { work } = this;
    const asks = /[?？؟]/.test(this.answer.split("\n").at(-1) ?? "");
    if (this.stop?.kind !== "answered" || work.midDebug !== false || work.todos.hasOpen || asks || this.background > 0)
      return null;
    const reached = new Set(work.fresh.map((mark) => mark.reached));
    const merged = reached.has("merge");
    const signs: FinishSign[] = [];
    if (reached.has("todos done") && work.todos.allDone !== null)
      signs.push({ kind: "todos done", todos: work.todos.allDone });
    if (reached.has("tests passed")) signs.push({ kind: "tests passed" });
    if (merged) signs.push({ kind: "merged" });
    else if (reached.has("commit")) signs.push({ kind: "committed" });
    if (this.thanked) signs.push({ kind: "thanked" });
    return merged || (this.thanked && signs.length > 1) ? signs : null;
  }
}

const ANSWER_END_CHARS = 400;
const CALL_CHARS = 2_000;

function stopKind(reason: string | null, calls: boolean): LastStop {
  if (calls || reason === "tool_use" || reason === "pause_turn") return "tool call";
  return reason === null ? "unclear" : "answered";
}

const THANKS =
  /(?<!\p{L})(thanks|thank you|thx|cheers|danke|dankesch[öo]n|merci|gracias|obrigad[oa]|grazie|bedankt|tack|dzięki|спасибо|teşekkürler)(?![\p{L}])|ありがとう|谢谢|謝謝|감사/iu;
/** With more words beside it, it is thanks and a further wish. */
const THANKS_WORDS = 8;

const isThanks = (text: string) =>
  THANKS.test(text) && !/[?？؟]/.test(text) && text.trim().split(/\s+/).length <= THANKS_WORDS;
