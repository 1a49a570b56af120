import * as l10n from "@vscode/l10n";
import type { SuggestionWish } from "../shared/engineProtocol.ts";
import { formatCount } from "../shared/format.ts";
import { SUGGESTION_KINDS } from "../shared/snapshot.ts";
import type { FromWebview, WebviewQuestions } from "../shared/webviewProtocol.ts";
import { pageQuestion } from "./pageQuestions.ts";

/** In characters: more than any table or page comes to, and less than would hold the host up. */
const LONGEST_COPY = 1_000_000;
const LONGEST_PAGE = 20_000_000;

/** A page that nobody takes over; of itself only its length is left. */
export interface TooLong {
  type: "tooLong";
  of: "copyText" | "exportPage";
  chars: number;
}

/** Narrows what came from the webview; null for anything that it has no business sending. */
export function parseFromWebview(value: unknown): FromWebview | TooLong | null {
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  switch (value.type) {
    case "ready":
    case "openWalkthrough":
    case "showLog":
    case "restartEngine":
      return { type: value.type };
    case "act":
      return "suggestionId" in value && typeof value.suggestionId === "string"
        ? { type: "act", suggestionId: value.suggestionId }
        : null;
    case "pin":
      return "sessionId" in value && (typeof value.sessionId === "string" || value.sessionId === null)
        ? { type: "pin", sessionId: value.sessionId }
        : null;
    case "connect":
      return "configDir" in value && typeof value.configDir === "string"
        ? { type: "connect", configDir: value.configDir }
        : null;
    case "openSettings":
      return "setting" in value && (value.setting === null || isSetting(value.setting))
        ? { type: "openSettings", setting: value.setting }
        : null;
    case "copyText":
      if (!("text" in value) || typeof value.text !== "string") return null;
      return value.text.length > LONGEST_COPY
        ? { type: "tooLong", of: "copyText", chars: value.text.length }
        : { type: "copyText", text: value.text };
    case "exportPage":
      if (!("html" in value) || typeof value.html !== "string") return null;
      return value.html.length > LONGEST_PAGE
        ? { type: "tooLong", of: "exportPage", chars: value.html.length }
        : { type: "exportPage", html: value.html };
    case "ask":
      return question(value);
    default:
      return null;
  }
}

const isSetting = (value: unknown): value is string => typeof value === "string" && /^bursar\.[\w.]+$/.test(value);

/** Says so, and what helps. */
export function tooLongText({ of, chars }: TooLong): string {
  return of === "copyText"
    ? l10n.t(
        "This page is too long to be copied: {0} characters, at most {1}. Export it instead, or narrow down what it shows.",
        formatCount(chars),
        formatCount(LONGEST_COPY),
      )
    : l10n.t(
        "This page is too long to be exported: {0} characters, at most {1}. Narrow down what it shows, or copy it as text.",
        formatCount(chars),
        formatCount(LONGEST_PAGE),
      );
}

/** Of the engine's questions only those that are the dashboard's business, with their parameters checked. */
function question(value: object): Extract<FromWebview, { type: "ask" }> | null {
  if (!("id" in value) || typeof value.id !== "number" || !Number.isSafeInteger(value.id)) return null;
  if (!("method" in value) || !("params" in value)) return null;
  const { id, method, params } = value;
  switch (method) {
    case "followUps":
      return params === null ? { type: "ask", id, method, params } : null;
    case "pastWindows": {
      const page = pageOf(params);
      return page && { type: "ask", id, method, params: page };
    }
    case "wish": {
      const wish = wishOf(params);
      return wish && { type: "ask", id, method, params: wish };
    }
    default:
      return pageQuestion(id, method, params);
  }
}

function pageOf(params: unknown): WebviewQuestions["pastWindows"]["params"] | null {
  if (typeof params !== "object" || params === null) return null;
  const { configDir, key, before } = params as Record<string, unknown>;
  if (typeof configDir !== "string" || typeof key !== "string") return null;
  if (before !== null && !(typeof before === "number" && Number.isFinite(before))) return null;
  return { configDir, key, before };
}

function wishOf(params: unknown): SuggestionWish | null {
  if (typeof params !== "object" || params === null) return null;
  const { kind, suggestionId, suggestions } = params as Record<string, unknown>;
  if ((kind === "dismiss" || kind === "snooze") && typeof suggestionId === "string") return { kind, suggestionId };
  const named = SUGGESTION_KINDS.find((candidate) => candidate === suggestions);
  return (kind === "never" || kind === "again") && named ? { kind, suggestions: named } : null;
}
