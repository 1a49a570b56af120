/**
 * How the work of a session stands, from its calls and their results: whether it is at a place where it can be cut, and
 * whether a failure is being hunted.
 */
import { checkOutcome } from "./checkOutput.ts";
import { jsonText } from "./jsonText.ts";
import { asObject, asString, type JsonObject } from "./narrow.ts";
import { shellCommand, type ShellCommand } from "./shellCommand.ts";
import { TodoList } from "./todoList.ts";
import { EDIT_TOOLS, ORDER_TOOLS, PLAN_TOOLS, READ_TOOLS, SHELL_TOOLS } from "./toolKinds.ts";
import { resultText, wasRefused } from "./toolResults.ts";

/** What was reached; each holds until something is changed, or work for a further prompt begins. */
export type Reached = "commit" | "tests passed" | "todos done" | "push" | "merge";

export interface CallResult {
  at: number | null;
  block: JsonObject;
  /** What Claude Code keeps beside the text. */
  toolUseResult: JsonObject | null;
}

interface Call {
  tool: string;
  input: JsonObject | null;
  /** Null for other tools than a shell. */
  command: ShellCommand | null;
}

interface Mark {
  at: number | null;
  prompt: number;
  /** Place among the calls. */
  call: number;
}

/** So many of the last results are looked at, and so many failures among them are a streak. */
const LAST_RESULTS = 3;
const STREAK = 2;
/** Within so many calls a failing one counts as repeated. */
const REPEATED_WITHIN = 8;
/** A check that failed so long ago, by calls and by prompts, is no longer what is worked on. */
const STALE = { calls: 20, prompts: 2 };
/** One task is no list. */
const FEWEST_TODOS = 2;

export class WorkState {
  readonly todos = new TodoList();
  private readonly calls = new Map<string, Call>();
  private readonly reached = new Map<Reached, Mark>();
  private readonly edited = new Set<string>();
  private readonly failures: boolean[] = [];
  private readonly failedCalls = new Map<string, { call: number; times: number }>();
  private check: (Mark & { outcome: "passed" | "failed" | "unclear" }) | null = null;
  private prompts = 0;
  private count = 0;
  /** The last prompt found something wrong, and nothing has shown since that it is right. */
  private doubted = false;

  prompt(corrects: boolean): void {
    this.prompts++;
    this.doubted = corrects;
  }

  call(block: JsonObject): void {
    const id = asString(block["id"]);
    const tool = asString(block["name"]);
    if (id === null || tool === null || this.calls.has(id)) return;
    const input = asObject(block["input"]);
    const command = SHELL_TOOLS.has(tool) ? shellCommand(asString(input?.["command"]) ?? "") : null;
    this.calls.set(id, { tool, input, command });
  }

  /** @returns the tool, when the call is known */
  result({ at, block, toolUseResult }: CallResult): string | null {
    const id = asString(block["tool_use_id"]) ?? "";
    const call = this.calls.get(id);
    if (!call) return null;
    this.calls.delete(id);
    const text = resultText(block["content"]);
    const failed = block["is_error"] === true;
    if (failed && wasRefused(text)) return call.tool;
    const mark = { at, prompt: this.prompts, call: ++this.count };
    this.noteFailure(call, failed);
    this.noteWork(call, failed, mark);
    if (call.command) this.noteCommand(call, call.command, failed, text, mark);
    if (!failed && this.todos.take(call.tool, call.input, text, toolUseResult)) this.noteTodos(mark);
    return call.tool;
  }

  /** What was reached and still holds, the latest last. */
  get fresh(): { reached: Reached; at: number | null }[] {
    return [...this.reached].toSorted(([, a], [, b]) => a.call - b.call).map(([reached, { at }]) => ({ reached, at }));
  }

  /** Whether a failure is being hunted; null when the last check hides its outcome, or the user found something wrong. */
  get midDebug(): boolean | null {
    const { check } = this;
    const stale =
      check !== null && this.count - check.call >= STALE.calls && this.prompts - check.prompt >= STALE.prompts;
    if (check?.outcome === "failed" && !stale) return true;
    if (this.failures.slice(-LAST_RESULTS).filter(Boolean).length >= STREAK) return true;
    const repeated = [...this.failedCalls.values()].some(
      ({ call, times }) => times >= STREAK && this.count - call < REPEATED_WITHIN,
    );
    if (repeated) return true;
    return this.doubted || (check?.outcome === "unclear" && !stale) ? null : false;
  }

  /** Paths of the files that were changed, the latest last. */
  get editedFiles(): readonly string[] {
    return [...this.edited];
  }

  private noteFailure({ tool, input }: Call, failed: boolean): void {
    this.failures.push(failed);
    const key = `${tool} ${jsonText(input)}`;
    const before = this.failedCalls.get(key);
    if (failed) this.failedCalls.set(key, { call: this.count, times: (before?.times ?? 0) + 1 });
    else if (before) this.failedCalls.delete(key);
  }

  private noteWork({ tool, input, command }: Call, failed: boolean, mark: Mark): void {
    if (ORDER_TOOLS.has(tool) || PLAN_TOOLS.has(tool)) return;
    if (EDIT_TOOLS.has(tool)) {
      if (failed) return;
      const path = asString(input?.["file_path"] ?? input?.["notebook_path"]);
      if (path !== null) {
        this.edited.delete(path);
        this.edited.add(path);
      }
      return this.reached.clear();
    }
    const reads = READ_TOOLS.has(tool) || command?.kind === "read" || command?.kind === "git";
    const changes = !reads && command?.kind !== "check";
    // A command that ends with a commit is judged by that; a subagent or an MCP server may have changed anything.
    if ((changes && !(command?.acts.includes("commit") ?? false)) || (command?.acts.includes("rewrite") ?? false))
      return this.reached.clear();
    if (command?.kind === "git") return;
    for (const [reached, { prompt }] of this.reached) if (prompt < mark.prompt) this.reached.delete(reached);
  }

  private noteCommand(
    { input }: Call,
    { kind, exitTells, acts }: ShellCommand,
    failed: boolean,
    text: string,
    mark: Mark,
  ): void {
    const tells = exitTells && input?.["run_in_background"] !== true;
    const succeeded = !failed && tells;
    if (acts.includes("commit")) {
      if (succeeded || COMMITTED.test(text)) {
        this.reach("commit", mark);
        this.check = null;
        this.doubted = false;
      } else if (failed && !NOTHING_TO_COMMIT.test(text)) this.check = { ...mark, outcome: "failed" };
    }
    for (const act of ["push", "merge"] as const) if (acts.includes(act) && succeeded) this.reach(act, mark);
    if (kind !== "check" && !acts.includes("test")) return;
    const outcome = outcomeOf(failed, succeeded, text);
    this.check = { ...mark, outcome };
    if (outcome === "passed") this.doubted = false;
    if (outcome === "passed" && acts.includes("test")) this.reach("tests passed", mark);
    else this.reached.delete("tests passed");
  }

  private noteTodos(mark: Mark): void {
    if ((this.todos.allDone ?? 0) >= FEWEST_TODOS) this.reach("todos done", mark);
    else this.reached.delete("todos done");
  }

  private reach(reached: Reached, mark: Mark): void {
    this.reached.set(reached, mark);
  }
}

/** An exit code that says nothing, and one that the output speaks against, leave it unclear. */
function outcomeOf(failed: boolean, succeeded: boolean, text: string): "passed" | "failed" | "unclear" {
  const told = checkOutcome(text);
  if (failed || (told === "failed" && !succeeded)) return "failed";
  if (told === "failed") return "unclear";
  return succeeded ? "passed" : (told ?? "unclear");
}

const NOTHING_TO_COMMIT = /^(nothing to commit|nothing added to commit|no changes added to commit)/m;
/** How `git commit` says that it did: "[main 1a2b3c4] Message". */
const COMMITTED = /^\[\S+( \([^)]*\))? [0-9a-f]{7,40}\]/m;
