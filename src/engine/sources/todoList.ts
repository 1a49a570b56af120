/** The list of tasks that Claude Code keeps in a session, from the calls that change it. */
import { asObject, asString, type JsonObject } from "./narrow.ts";
import { objects } from "./toolResults.ts";

export interface Todo {
  text: string;
  status: "pending" | "in_progress" | "completed";
}

const asStatus = (value: unknown): Todo["status"] | null =>
  value === "pending" || value === "in_progress" || value === "completed" ? value : null;

/** What `TaskCreate` answers with; the result's object, where it is kept, says it too. */
const CREATED = /^Task #(\d+) created/;

export class TodoList {
  /** By id, or by place where the whole list is written at once. */
  private todos = new Map<string, Todo>();
  /** Tasks that were changed and never seen to be made: their list began before the rows that were read. */
  private readonly unseen = new Set<string>();

  /** Takes a successful call. @returns whether the list changed */
  take(tool: string, input: JsonObject | null, result: string, toolUseResult: JsonObject | null): boolean {
    switch (tool) {
      case "TodoWrite":
        return this.replace(objects(input?.["todos"]));
      case "TaskCreate":
        return this.create(
          asString(asObject(toolUseResult?.["task"])?.["id"]) ?? CREATED.exec(result)?.[1] ?? null,
          asString(input?.["subject"]),
        );
      case "TaskUpdate":
        return this.update(asString(input?.["taskId"]), input);
      default:
        return false;
    }
  }

  /** How many there are when all of them are done; null when one is open, or none or not all are known. */
  get allDone(): number | null {
    const { todos } = this;
    if (todos.size === 0 || !this.isWhole) return null;
    return [...todos.values()].every(({ status }) => status === "completed") ? todos.size : null;
  }

  /** Whether one is known to be open. */
  get hasOpen(): boolean {
    return [...this.todos.values()].some(({ status }) => status !== "completed");
  }

  /** The text of the one in work, the last of several. */
  get current(): string | null {
    return [...this.todos.values()].findLast(({ status }) => status === "in_progress")?.text ?? null;
  }

  private get isWhole(): boolean {
    if (this.unseen.size > 0) return false;
    // Tasks are numbered from 1: a list that begins later has others before it, which may be open.
    const first = Math.min(...[...this.todos.keys()].map(Number));
    return first <= 1;
  }

  private replace(list: readonly JsonObject[]): boolean {
    this.unseen.clear();
    this.todos = new Map(
      list.map((item, index) => [
        String(index),
        { text: asString(item["content"]) ?? "", status: asStatus(item["status"]) ?? "pending" },
      ]),
    );
    return true;
  }

  private create(id: string | null, subject: string | null): boolean {
    if (id === null) return false;
    // A new list: the numbers begin again.
    if (id === "1") {
      this.todos.clear();
      this.unseen.clear();
    }
    this.todos.set(id, { text: subject ?? "", status: "pending" });
    return true;
  }

  private update(id: string | null, input: JsonObject | null): boolean {
    if (id === null) return false;
    const todo = this.todos.get(id);
    if (input?.["status"] === "deleted") this.todos.delete(id);
    else if (!todo) this.unseen.add(id);
    else {
      todo.status = asStatus(input?.["status"]) ?? todo.status;
      todo.text = asString(input?.["subject"]) ?? todo.text;
    }
    return true;
  }
}
