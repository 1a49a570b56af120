/**
 * Which class of model a prompt would have needed, judged afterwards by what it came to (docs/allocation.md, "Which model
 * a prompt needs"). In doubt it is `unknown`, which never counts for a smaller model.
 */
import type { PromptFacts } from "../sources/promptFacts.ts";
import { EDIT_TOOLS, ORDER_TOOLS, READ_TOOLS, SHELL_TOOLS } from "../sources/toolKinds.ts";

/** Anthropic's families: Haiku is small, Sonnet medium, everything above strong. */
export type ModelClass = "small" | "medium" | "strong";

const DEEP_EFFORTS = new Set(["high", "xhigh", "max", "ultracode"]);

const MEDIUM_FILES = 3;
const MEDIUM_FAILURES = 1;
const SMALL_CALLS = 10;
/** Tokens over the whole prompt. */
const SMALL_OUTPUT = 2_000;

export function promptFit(facts: PromptFacts): ModelClass | "unknown" {
  if (needsStrong(facts)) return "strong";
  const working = Object.keys(facts.tools).filter((tool) => !ORDER_TOOLS.has(tool));
  // An answer without any work can be trivial or the deepest thought, and the work of subagents and MCP servers is not
  // in the transcript: nothing tells.
  const seen = working.every((tool) => READ_TOOLS.has(tool) || SHELL_TOOLS.has(tool) || EDIT_TOOLS.has(tool));
  if (facts.effort === null || working.length === 0 || !seen) return "unknown";
  if (isSmall(facts)) return "small";
  if (facts.filesCreated > 0 || (facts.commands.write ?? 0) > 0) return "unknown";
  return facts.filesEdited === 0 || facts.checks === "passed" ? "medium" : "unknown";
}

function needsStrong(facts: PromptFacts): boolean {
  return (
    facts.risks.length > 0 ||
    facts.planMode ||
    facts.filesEdited > MEDIUM_FILES ||
    facts.failedTools > MEDIUM_FAILURES ||
    facts.checks === "failed" ||
    facts.corrected ||
    facts.repeated ||
    (facts.effort !== null && DEEP_EFFORTS.has(facts.effort))
  );
}

/** Reading, searching, git and formatting only. */
function isSmall({ tools, commands, failedTools, outputTokens }: PromptFacts): boolean {
  const { check = 0, other = 0, write = 0 } = commands;
  const calls = Object.values(tools).reduce((sum, count) => sum + count, 0);
  return (
    !Object.keys(tools).some((tool) => EDIT_TOOLS.has(tool)) &&
    check + other + write === 0 &&
    failedTools === 0 &&
    calls <= SMALL_CALLS &&
    outputTokens <= SMALL_OUTPUT
  );
}

/** The class of a model by its family's name in its id; null for a model of no known family. */
export function modelClass(model: string): ModelClass | null {
  if (/haiku/i.test(model)) return "small";
  if (/sonnet/i.test(model)) return "medium";
  return /opus|fable|mythos/i.test(model) ? "strong" : null;
}
