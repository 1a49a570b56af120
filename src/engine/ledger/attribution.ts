/** What a request is put down to: the place it ran in, the prompt that led to it, and what caused it. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { PromptRow, RequestRow } from "../sources/transcriptRow.ts";
import { Dictionary } from "./dictionary.ts";

/** Kinds of subagent that older versions of Claude Code name only in the agent's id. */
const KINDS_BY_ID: readonly (readonly [prefix: string, type: string])[] = [
  ["acompact-", "compact"],
  ["aprompt_suggestion-", "prompt suggestion"],
  ["aside_question-", "side question"],
];

/** The type of subagent: empty for the main chain, `subagent` where nothing says. */
function agentTypeOf(row: Pick<RequestRow, "main" | "agentId" | "agentType">): string {
  if (row.main) return "";
  const byId = KINDS_BY_ID.find(([prefix]) => row.agentId?.startsWith(prefix) === true);
  return row.agentType ?? byId?.[1] ?? "subagent";
}

/** The numbers that a request is stored with. */
export interface AttributionIds {
  place: number | null;
  prompt: number | null;
  source: number;
}

export class Attribution {
  private readonly places: Dictionary<"place">;
  private readonly sources: Dictionary<"source">;
  private readonly prompts = new Map<string, number>();
  private readonly putPrompt: StatementSync;
  private readonly findPrompt: StatementSync;

  constructor(db: DatabaseSync) {
    this.places = new Dictionary(db, "place");
    this.sources = new Dictionary(db, "source");
    this.putPrompt = db.prepare(
      `INSERT INTO prompt (key, session, at, excerpt) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET at = min(at, excluded.at), excerpt = coalesce(excerpt, excluded.excerpt)`,
    );
    this.findPrompt = db.prepare("SELECT id FROM prompt WHERE key = ?");
  }

  /** Keeps a prompt. One that a fork copied stays with the session that was read first. */
  notePrompt(row: PromptRow, session: number, defaultTime: number): void {
    this.putPrompt.run(row.key, session, row.timestamp ?? defaultTime, row.excerpt);
  }

  of(row: RequestRow, session: number, at: number): AttributionIds {
    return {
      place: row.cwd === null ? null : this.places.idOf(row.cwd, row.gitBranch ?? ""),
      prompt: row.promptKey === null ? null : this.prompt(row.promptKey, session, at),
      source: this.sources.idOf(agentTypeOf(row), row.skill ?? "", row.plugin ?? "", row.mcpServer ?? ""),
    };
  }

  /** After a rollback: numbers given in the batch are void. */
  forget(): void {
    this.places.forget();
    this.sources.forget();
    this.prompts.clear();
  }

  private prompt(key: string, session: number, at: number): number {
    const cached = this.prompts.get(key);
    if (cached !== undefined) return cached;
    if (!this.findPrompt.get(key)) this.putPrompt.run(key, session, at, null);
    const { id } = this.findPrompt.get(key) as { id: number };
    // Requests of one prompt follow each other, so a short memory serves them; a long index must not hold every key.
    if (this.prompts.size >= 1000) this.prompts.clear();
    this.prompts.set(key, id);
    return id;
  }
}
