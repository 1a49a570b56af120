/**
 * What the last prompts of a transcript came to: tools, edits, failures, effort. Nothing of what was written leaves this
 * file, only counts and kinds. Synchronous: it runs in a reading thread.
 */
import { asCount, asObject, asString, type JsonObject } from "./narrow.ts";
import { shellCommand, type ShellKind } from "./shellCommand.ts";
import { objects, resultText, wasRefused } from "./toolResults.ts";
import { EDIT_TOOLS, PLAN_TOOLS, SHELL_TOOLS } from "./toolKinds.ts";
import { narrowRow } from "./narrowRow.ts";
import { readTail, rowsOf } from "./transcriptTail.ts";
import { userWords } from "./userWords.ts";

/** A subject in which a mistake is dear, named by the prompt, a file that it edited or a command that it ran. */
export type Risk = "security" | "migration" | "concurrency" | "payment";

export interface PromptFacts {
  /** When it was asked; null when the transcript does not say. */
  at: number | null;
  /** Of its last answer in the main chain. */
  model: string;
  /** As in the transcript ("low", "medium", "high"…); null before Claude Code noted it. */
  effort: string | null;
  planMode: boolean;
  risks: Risk[];
  /** Calls by tool. */
  tools: Record<string, number>;
  /** Shell commands by kind. */
  commands: Partial<Record<ShellKind, number>>;
  /** Files that the edit tools changed, and those of them that were new. */
  filesEdited: number;
  filesCreated: number;
  failedTools: number;
  /** Tests, linters and compilers that it ran: whether all that can be told of passed, the first time. */
  checks: "none" | "passed" | "failed" | "unclear";
  /** Main-chain responses and their output tokens. */
  requests: number;
  outputTokens: number;
  /** The user stopped it, refused a step, or set it right with the next prompt. */
  corrected: boolean;
  /** It asks for the same as the prompt before it. */
  repeated: boolean;
}

export interface PromptFactsInput {
  path: string;
  /** How many, at most. */
  prompts: number;
  /** Of a subagent's own transcript: its only prompt is the task, which is answered when the file ends. */
  ofSubagent?: boolean;
}

/** A prompt seldom takes more than some hundred kilobytes, and a transcript can have hundreds of megabytes. */
export const MAX_TAIL_BYTES = 4 << 20;
const ROWS = new Set(["user", "assistant", "permission-mode"]);

/** How the row begins that is written when the user stops the work. */
export const INTERRUPTED = "[Request interrupted by user";
/** How a prompt begins that sets the work before it right, and what it says of it. Rather too wide: a doubt must not count for a smaller model. */
const CORRECTIONS = [
  /^\W*((no|nope|wrong|stop|wait|undo|revert|roll ?back|don'?t|instead|actually|oops|never ?mind|still|why)\b|not (what|quite|right|like)|same (error|problem|issue)|fix (that|this|it)\b)/i,
  /\b(you (forgot|missed|broke|lost|got rid|didn'?t|did not|should(n'?t| not| have))|(that|this|it)('s| is| was) (not|wrong|incorrect|broken|worse)|(still |does(n'?t| not)|did(n'?t| not)|is(n'?t| not)|not) (work|seem|fail|see)|(don'?t|do not|didn'?t) (like|see|want)|none of (that|this|it|them)|we lost|fail(s|ed|ing)?\b|broken?\b|error\b)/i,
];
/** The second kind is looked for in the beginning: further on stand pasted texts. */
const CORRECTION_CHARS = 300;
/** Shorter texts ("continue", "yes please") come again without a retry. */
const MIN_REPEATED_CHARS = 20;

/** Whether a prompt sets the work before it right. */
export function isCorrection(text: string): boolean {
  const beginning = text.slice(0, CORRECTION_CHARS);
  return CORRECTIONS.some((pattern) => pattern.test(beginning));
}

/** Words of English and of code. In front of them stands no letter: `reauthor` is no `auth`. */
const RISKS: readonly (readonly [Risk, RegExp])[] = [
  [
    "security",
    /(?<![a-z])(secur(e|ity)|vulnerab|exploit|xss|csrf|ssrf|cve-|inject(ion|ed)|sanitiz|encrypt|decrypt|crypto|auth(?!or)|oauth|jwt|passw(or)?d|credential|secrets?(?![a-z])|permission|sandbox)/i,
  ],
  ["migration", /(?<![a-z])(migrat|backfill|schema change|(alter|drop) table)/i],
  [
    "concurrency",
    /(?<![a-z])(concurren|race condition|data race|deadlock|mutex|semaphore|thread.?safe|locking|atomic)/i,
  ],
  ["payment", /(?<![a-z])(payment|payout|billing|invoic|refund|stripe|paypal|credit card)/i],
];

/** Of the last prompts that got an answer, oldest first. The very last is left out: what the user makes of it is not known. Empty when the file cannot be read. */
export function readPromptFacts({ path, prompts, ofSubagent = false }: PromptFactsInput): PromptFacts[] {
  const tail = readTail(path, MAX_TAIL_BYTES);
  if (!tail) return [];
  const collector = new PromptCollector(ofSubagent);
  for (const row of rowsOf(tail.bytes, ROWS)) collector.row(row);
  return collector.facts().slice(-prompts);
}

/** A prompt while its rows come in. */
class OpenPrompt {
  readonly at: number | null;
  /** Kept while reading only. */
  text = "";
  corrected = false;
  repeated = false;
  planMode = false;
  private model = "";
  private effort: string | null = null;
  private failedTools = 0;
  private readonly risks = new Set<Risk>();
  private readonly tools: Record<string, number> = {};
  private readonly commands: Partial<Record<ShellKind, number>> = {};
  private readonly edited = new Set<string>();
  private readonly created = new Set<string>();
  private readonly outputs = new Map<string, number>();
  /** By the id of their call. */
  private readonly calls = new Map<string, { file: string | null; check: "tells" | "hidden" | null }>();
  private readonly checks = { passed: 0, failed: 0, unclear: 0 };

  constructor(at: number | null) {
    this.at = at;
  }

  get answered(): boolean {
    return this.outputs.size > 0;
  }

  addText(text: string): void {
    this.text += text;
    this.noteRisks(text);
  }

  addResponse(row: JsonObject, message: JsonObject): void {
    const model = asString(message["model"]);
    if (model === null || model === "<synthetic>" || row["isApiErrorMessage"] === true) return;
    const id = asString(message["id"]) ?? asString(row["uuid"]) ?? "";
    const output = asCount(asObject(message["usage"])?.["output_tokens"]);
    this.outputs.set(id, Math.max(output, this.outputs.get(id) ?? 0));
    this.model = model;
    this.effort = asString(row["effort"]) ?? this.effort;
    for (const block of objects(message["content"])) if (block["type"] === "tool_use") this.addCall(block);
  }

  /** @param created the tool says that the file was not there before */
  addResult(block: JsonObject, created: boolean): void {
    const failed = block["is_error"] === true;
    const text = resultText(block["content"]);
    if (failed && wasRefused(text)) this.corrected = true;
    else if (failed) this.failedTools++;
    const call = this.calls.get(asString(block["tool_use_id"]) ?? "");
    if (!call) return;
    if (call.file !== null && !failed) {
      this.edited.add(call.file);
      if (created) this.created.add(call.file);
    }
    if (call.check === null) return;
    if (failed) this.checks.failed++;
    else if (call.check === "tells") this.checks.passed++;
    else this.checks.unclear++;
  }

  facts(): PromptFacts {
    const { passed, failed, unclear } = this.checks;
    return {
      at: this.at,
      model: this.model,
      effort: this.effort,
      planMode: this.planMode,
      risks: [...this.risks],
      tools: this.tools,
      commands: this.commands,
      filesEdited: this.edited.size,
      filesCreated: this.created.size,
      failedTools: this.failedTools,
      checks: failed > 0 ? "failed" : passed > 0 ? "passed" : unclear > 0 ? "unclear" : "none",
      requests: this.outputs.size,
      outputTokens: [...this.outputs.values()].reduce((sum, tokens) => sum + tokens, 0),
      corrected: this.corrected,
      repeated: this.repeated,
    };
  }

  private addCall(block: JsonObject): void {
    const id = asString(block["id"]) ?? "";
    const name = asString(block["name"]);
    if (name === null || this.calls.has(id)) return;
    this.tools[name] = (this.tools[name] ?? 0) + 1;
    if (PLAN_TOOLS.has(name)) this.planMode = true;
    const input = asObject(block["input"]);
    const file = EDIT_TOOLS.has(name) ? (asString(input?.["file_path"] ?? input?.["notebook_path"]) ?? "") : null;
    if (file !== null) this.noteRisks(file);
    const command = SHELL_TOOLS.has(name) ? (asString(input?.["command"]) ?? "") : null;
    if (command === null) {
      this.calls.set(id, { file, check: null });
      return;
    }
    this.noteRisks(command);
    const { kind, exitTells } = shellCommand(command);
    this.commands[kind] = (this.commands[kind] ?? 0) + 1;
    const tells = exitTells && input?.["run_in_background"] !== true;
    this.calls.set(id, { file, check: kind === "check" ? (tells ? "tells" : "hidden") : null });
  }

  private noteRisks(text: string): void {
    const words = text.replaceAll(/([a-z])(?=[A-Z])/g, "$1 ");
    for (const [risk, pattern] of RISKS) if (pattern.test(words)) this.risks.add(risk);
  }
}

/** Takes the rows of a transcript in their order. */
export class PromptCollector {
  private readonly ofSubagent: boolean;
  private readonly prompts: OpenPrompt[] = [];
  private mode: string | null = null;

  constructor(ofSubagent = false) {
    this.ofSubagent = ofSubagent;
  }

  row(row: JsonObject): void {
    if ((row["isSidechain"] === true || asString(row["agentId"]) !== null) !== this.ofSubagent) return;
    if (row["type"] === "permission-mode") this.mode = asString(row["permissionMode"]);
    const message = asObject(row["message"]);
    if (!message) return;
    if (row["type"] === "assistant") this.prompts.at(-1)?.addResponse(row, message);
    else if (row["type"] === "user") this.userRow(row, message);
  }

  facts(): PromptFacts[] {
    return this.prompts
      .slice(0, this.ofSubagent ? undefined : -1)
      .filter((prompt) => prompt.answered)
      .map((prompt) => prompt.facts());
  }

  private userRow(row: JsonObject, message: JsonObject): void {
    const blocks = objects(message["content"]);
    const created = asObject(row["toolUseResult"])?.["type"] === "create";
    for (const block of blocks) {
      if (block["type"] === "tool_result") this.prompts.at(-1)?.addResult(block, created);
    }
    const text = [asString(message["content"]), ...blocks.map((block) => asString(block["text"]))].join("\n").trim();
    if (text.startsWith(INTERRUPTED)) {
      const stopped = this.prompts.at(-1);
      if (stopped) stopped.corrected = true;
      return;
    }
    const prompt = narrowRow(row);
    const words = userWords(row);
    // Without words of the user's (a task's end, a command's output) it belongs to the prompt before it.
    if (prompt.kind !== "prompt" || (prompt.excerpt === null && words === null)) return;
    this.mode = asString(row["permissionMode"]) ?? this.mode;
    const asked = words ?? text;
    const last = this.prompts.at(-1);
    const open = last && !last.answered ? last : this.open(prompt.timestamp, asked);
    open.addText(asked);
    if (this.mode === "plan") open.planMode = true;
  }

  private open(at: number | null, text: string): OpenPrompt {
    const last = this.prompts.at(-1);
    const prompt = new OpenPrompt(at);
    if (last && text.length >= MIN_REPEATED_CHARS && normalized(text) === normalized(last.text)) {
      prompt.repeated = true;
      last.corrected = true;
    }
    if (last && isCorrection(text)) last.corrected = true;
    this.prompts.push(prompt);
    return prompt;
  }
}

const normalized = (text: string) => text.toLowerCase().replaceAll(/\s+/g, " ").trim();
