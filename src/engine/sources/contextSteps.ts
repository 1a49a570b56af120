/** The main chain of a transcript as steps: each request with what was added to the one before it. */
import { answerAdditions } from "./answerAdditions.ts";
import type { Addition, Calls } from "./contextAddition.ts";
import { asCountOrNull, asObject, asString, type JsonObject } from "./narrow.ts";
import { rowAdditions } from "./rowAdditions.ts";
import { RowPaths, type Path } from "./rowPaths.ts";
import { objects } from "./toolResults.ts";
import { narrowRow } from "./narrowRow.ts";
import type { RequestRow } from "./transcriptRow.ts";

export interface Step {
  at: number;
  model: string;
  /** What the request sent. */
  context: number;
  /** Its answer: how many tokens, of which so many were thought; whether that count is final and of all of it. */
  output: number;
  thinking: number | null;
  final: boolean;
  /** What its answer consists of. */
  answer: Addition[];
  /** What came between the request before it and this one, without the answer to the former. */
  added: Addition[];
  /** It is the first after a compaction. */
  compacted: boolean;
  /** Id of its first row. */
  row: string | null;
}

/** Takes the rows of a transcript in their order. */
export class StepCollector {
  readonly steps: Step[] = [];
  private readonly byId = new Map<string, Step>();
  private readonly calls: Calls = new Map();
  private readonly paths = new RowPaths();
  /** What tells the rows that were taken from their copies. */
  private readonly seen = new Set<string>();
  /** When the last one was written, and how many before it were at the same time. */
  private written = "";
  private together = 0;
  private readonly cut: boolean;
  private pending: Addition[] = [];
  private afterCompaction = false;
  private compactions = 0;

  /** @param cut rows stand before those that it is given: what comes before a compaction is of no use then */
  constructor(cut = false) {
    this.cut = cut;
  }

  row(row: JsonObject): void {
    if (row["isSidechain"] === true || asString(row["agentId"]) !== null) return;
    const uuid = asString(row["uuid"]);
    if (uuid !== null) this.link(uuid, asString(row["parentUuid"]));
    if (row["type"] === "assistant") return this.assistant(row);
    if (row["type"] === "system" && row["subtype"] === "compact_boundary") return this.compaction(row);
    const additions = this.additionsOf(row, rowAdditions);
    if (uuid !== null && row["type"] === "user" && additions.some(({ subject }) => subject.kind === "prompt"))
      this.paths.prompt(uuid);
    for (const addition of additions) this.pending.push(addition);
  }

  /** A row that adds nothing can stand between two that do. */
  link(uuid: string, parent: string | null): void {
    this.paths.link(uuid, parent);
  }

  /** A compaction was among the rows. */
  get compacted(): boolean {
    return this.compactions > 0;
  }

  /** The context was compacted and no request has been made since. */
  get justCompacted(): boolean {
    return this.afterCompaction;
  }

  /** The rows that led to a step; null where they do not tell. */
  pathTo(index: number): Path | null {
    const row = this.steps[index]?.row ?? null;
    return row === null ? null : this.paths.to(index, row);
  }

  /** What was added to a step and sent with it. */
  sentWith({ added }: Step, path: Path): Addition[] {
    return added.filter(({ row }) => row === null || !this.paths.isLeft(row, path));
  }

  private assistant(row: JsonObject): void {
    // Its content would be measured for nothing.
    const request = narrowRow({ ...row, message: { ...asObject(row["message"]), content: null } });
    if (request.kind !== "request" || request.timestamp === null) return;
    const step = this.byId.get(request.id) ?? this.begin(request, request.timestamp, asString(row["uuid"]));
    step.output = Math.max(step.output, request.context.output);
    // Of several calls inside one response only the last one's answer is counted here.
    step.final ||= request.final && request.context.output === request.tokens.output;
    step.thinking = thinkingTokens(row) ?? step.thinking;
    for (const addition of this.additionsOf(row, answerAdditions)) step.answer.push(addition);
    const uuid = asString(row["uuid"]);
    if (uuid !== null) this.paths.answer(uuid, this.steps.lastIndexOf(step));
  }

  private compaction(row: JsonObject): void {
    if (this.isCopy(row, [])) return;
    this.afterCompaction = true;
    this.pending = [];
    if (++this.compactions === 1 && this.cut) this.forget();
  }

  /** None of a row that is nested deeper than the stack goes: what it added stays unseen. */
  private additionsOf(row: JsonObject, measure: (row: JsonObject, calls: Calls) => Addition[]): Addition[] {
    let additions: Addition[] = [];
    try {
      additions = measure(row, this.calls);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    return additions.length === 0 || this.isCopy(row, additions) ? [] : additions;
  }

  /** A conversation can stand in a file twice, with other ids of its rows, where a session was resumed or forked. */
  private isCopy(row: JsonObject, additions: readonly Addition[]): boolean {
    const written = asString(row["timestamp"]);
    if (written === null) return false;
    // Rows of the same moment can be alike and no copies.
    this.together = written === this.written ? this.together + 1 : 0;
    this.written = written;
    const message = asObject(row["message"]);
    const [block] = objects(message?.["content"]);
    const id = asString(block?.["tool_use_id"] ?? block?.["id"] ?? message?.["id"] ?? row["type"]);
    const key = `${written} ${this.together} ${id} ${additions.map(({ chars }) => chars).join(" ")}`;
    const copy = this.seen.has(key);
    this.seen.add(key);
    return copy;
  }

  private forget(): void {
    this.steps.length = 0;
    this.byId.clear();
    this.paths.clear();
  }

  private begin(request: RequestRow, at: number, row: string | null): Step {
    const step: Step = {
      at,
      model: request.model,
      context: request.context.tokens,
      output: 0,
      thinking: null,
      final: false,
      answer: [],
      added: this.pending,
      compacted: this.afterCompaction,
      row,
    };
    this.pending = [];
    this.afterCompaction = false;
    this.steps.push(step);
    this.byId.set(request.id, step);
    return step;
  }
}

const thinkingTokens = (row: JsonObject): number | null =>
  asCountOrNull(
    asObject(asObject(asObject(row["message"])?.["usage"])?.["output_tokens_details"])?.["thinking_tokens"],
  );
