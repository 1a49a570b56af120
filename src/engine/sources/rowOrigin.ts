/** Whose a row of a transcript is. */
import { asString, type JsonObject } from "./narrow.ts";

/** Of the session's main chain, not of a subagent. */
export const isMain = (row: JsonObject) => row["isSidechain"] !== true && asString(row["agentId"]) === null;

export const sessionIdOf = (row: JsonObject) => asString(row["sessionId"]) || null;
