/** What a row of the main chain that is no answer adds to the next request. */
import { attachmentAddition } from "./attachmentAddition.ts";
import { addedBy, jsonSize, sizeOf, type Addition, type Calls, type Sent, type Size } from "./contextAddition.ts";
import { asObject, asString, type JsonObject } from "./narrow.ts";
import { objects } from "./toolResults.ts";
import { oneLine, partOfResult } from "./toolSubject.ts";

export function rowAdditions(row: JsonObject, calls: Calls): Addition[] {
  return sentBy(row, calls).map((sent) => addedBy(row, sent));
}

function sentBy(row: JsonObject, calls: Calls): Sent[] {
  switch (row["type"]) {
    case "user":
      return sentByUser(row, calls);
    case "attachment": {
      const attachment = asObject(row["attachment"]);
      const sent = attachment && attachmentAddition(attachment);
      return sent ? [sent] : [];
    }
    case "system": {
      // A command that ran in the session is told to the model; everything else is for the user's eyes.
      const text = row["subtype"] === "local_command" ? asString(row["content"]) : null;
      return text === null ? [] : [prompt(text)];
    }
    default:
      return [];
  }
}

/** Texts that Claude Code writes in the user's name. */
const NOTE = /^\s*<(system-reminder|ide_\w+|task-notification|local-command-caveat)>/;
/** The skill that was loaded: its folder's name. */
const SKILL = /^Base directory for this skill: (?:\S*[/\\])?([^/\\\s]{1,40})\s/;

function sentByUser(row: JsonObject, calls: Calls): Sent[] {
  const content = asObject(row["message"])?.["content"];
  const text = asString(content);
  const blocks: JsonObject[] = text === null ? objects(content) : [{ type: "text", text }];
  if (row["isCompactSummary"] === true)
    return [{ part: "summary", subject: { kind: "summary" }, texture: "words", ...sum(blocks.map(blockSize)) }];
  if (row["isVisibleInTranscriptOnly"] === true) return [];
  return blocks.map((block): Sent => {
    if (block["type"] === "tool_result") return result(block, calls);
    const words = asString(block["text"]);
    if (words === null) return { ...prompt(""), ...blockSize(block) };
    return row["isMeta"] === true || NOTE.test(words) ? note(words) : prompt(words);
  });
}

const prompt = (text: string): Sent => ({
  part: "user",
  subject: { kind: "prompt" },
  texture: "words",
  ...sizeOf(text),
});

function note(text: string): Sent {
  const skill = SKILL.exec(text)?.[1];
  const subject: Sent["subject"] =
    skill === undefined ? { kind: "note" } : { kind: "tool", text: `Skill ${oneLine(skill, 40)}` };
  return { part: "reminders", subject, texture: "words", ...sizeOf(text) };
}

function result(block: JsonObject, calls: Calls): Sent {
  const call = calls.get(asString(block["tool_use_id"]) ?? "");
  const text = asString(block["content"]);
  return {
    part: partOfResult(call?.tool ?? ""),
    subject: call ? { kind: "tool", text: call.subject } : { kind: "result" },
    texture: "result",
    ...(text === null ? sum(objects(block["content"]).map(blockSize)) : sizeOf(text)),
  };
}

/** A tool that was loaded brings its description, which the transcript does not hold: 26,000 tokens for 57 of them were measured. */
const SCHEMA_CHARS = 1_300;

/** An image is counted by its pixels, a document by its pages, which are sent as text and image. */
function blockSize(block: JsonObject): Size {
  const text = asString(block["text"]);
  if (text !== null) return sizeOf(text);
  switch (block["type"]) {
    case "image":
      return { chars: 0, bytes: null, images: 1 };
    case "document":
      return { chars: 0, bytes: null, images: 2 };
    case "tool_reference":
      return { chars: SCHEMA_CHARS, bytes: null, images: 0 };
    default:
      return jsonSize(block);
  }
}

function sum(sizes: readonly Size[]): Size {
  return {
    chars: sizes.reduce((all, { chars }) => all + chars, 0),
    bytes: sizes.reduce<number | null>((all, { bytes }) => (all === null || bytes === null ? null : all + bytes), 0),
    images: sizes.reduce((all, { images }) => all + images, 0),
  };
}
