/** What a transcript keeps of a tool's result. */
import { asObject, asString, type JsonObject } from "./narrow.ts";

const REFUSED = /doesn't want to (proceed|take this action)|^User rejected tool use|User chose to stay in plan mode/;

/** The objects of a list; none of anything else. */
export const objects = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.map(asObject).filter((item) => item !== null) : [];

/** The text of a result's content. */
export const resultText = (content: unknown): string =>
  asString(content) ??
  objects(content)
    .map((block) => asString(block["text"]) ?? "")
    .join("\n");

/** Of a result that is an error: the user said no; the tool did not fail. */
export const wasRefused = (text: string): boolean => REFUSED.test(text);
