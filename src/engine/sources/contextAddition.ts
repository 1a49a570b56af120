/**
 * What a row of a transcript adds to the context, by size alone: of its content only a short subject (a file's name, the
 * beginning of a command) is kept. docs/context-fill.md says what is counted as what.
 */
import type { ContextPartName } from "../../shared/historyPages.ts";
import { asString, asTime, type JsonObject } from "./narrow.ts";

/** What an addition is; the engine's main thread has the words for it. */
export type Subject =
  | { kind: "tool"; text: string }
  | { kind: "file"; name: string }
  | { kind: "attachment"; type: string }
  | { kind: "floor" | "memory" | "prompt" | "answer" | "thinking" | "summary" | "note" | "result" | "unseen" };

/** Texts with a density of their own, in tokens per character. */
export type Texture = "answer" | "result" | "words";

export interface Size {
  chars: number;
  /** No text has more tokens than bytes; null where the transcript does not hold what was sent. */
  bytes: number | null;
  images: number;
}

/** What is sent, apart from when it came. */
export interface Sent extends Size {
  part: ContextPartName;
  subject: Subject;
  texture: Texture;
}

export interface Addition extends Sent {
  /** The row's id, and when it was written. */
  row: string | null;
  at: number | null;
}

/** The tools of the calls that were read, by the id that their results name. */
export type Calls = Map<string, { tool: string; subject: string }>;

export const addedBy = (row: JsonObject, sent: Sent): Addition => ({
  ...sent,
  row: asString(row["uuid"]),
  at: asTime(row["timestamp"]),
});

export const sizeOf = (text: string): Size => ({ chars: text.length, bytes: Buffer.byteLength(text), images: 0 });

export const jsonSize = (value: JsonObject): Size => sizeOf(JSON.stringify(value));
