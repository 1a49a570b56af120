/** Narrows the questions that the dashboard asks for its pages. */
import {
  HISTORY_STACKS,
  HISTORY_UNITS,
  MODEL_PERIODS,
  SESSION_SORTS,
  type HistoryQuery,
  type SessionsQuery,
} from "../shared/historyPages.ts";
import type { FromWebview } from "../shared/webviewProtocol.ts";

const MOST_ROWS = 200;
const MOST_PERIODS = 400;
/** More of anything than there can be: what is passed over is a count of sessions or of periods. */
const MOST_BACK = 1_000_000;
/** Of a search more is left out: somebody may paste a page into it. */
const LONGEST_SEARCH = 200;
/** A session id, a model, a path. */
const LONGEST_NAME = 10_000;

type Question = Extract<FromWebview, { type: "ask" }>;

/** The question with its parameters checked; null where they are not what the method takes, or it is no page's. */
export function pageQuestion(id: number, method: unknown, params: unknown): Question | null {
  switch (method) {
    case "sessions": {
      const query = sessionsQuery(params);
      return query && { type: "ask", id, method, params: query };
    }
    case "timeline":
    case "contextFill": {
      const { sessionId } = asRecord(params);
      return isText(sessionId) ? { type: "ask", id, method, params: { sessionId } } : null;
    }
    case "history": {
      const query = historyQuery(params);
      return query && { type: "ask", id, method, params: query };
    }
    case "models": {
      const period = oneOf(MODEL_PERIODS, asRecord(params)["period"]);
      return period && { type: "ask", id, method, params: { period } };
    }
    case "calendar":
    case "storeView":
      return params === null ? { type: "ask", id, method, params } : null;
    default:
      return null;
  }
}

function sessionsQuery(params: unknown): SessionsQuery | null {
  const { search, project, model, sort: by, descending, offset, limit } = asRecord(params);
  const sort = oneOf(SESSION_SORTS, by);
  if (!sort || typeof descending !== "boolean" || typeof search !== "string") return null;
  if (!isTextOrNull(project) || !isTextOrNull(model)) return null;
  if (!isCount(offset, 0, MOST_BACK) || !isCount(limit, 1, MOST_ROWS)) return null;
  return { search: search.slice(0, LONGEST_SEARCH), project, model, sort, descending, offset, limit };
}

function historyQuery(params: unknown): HistoryQuery | null {
  const { unit: by, stack: stacked, periods, back } = asRecord(params);
  const unit = oneOf(HISTORY_UNITS, by);
  const stack = oneOf(HISTORY_STACKS, stacked);
  if (!unit || !stack || !isCount(periods, 1, MOST_PERIODS) || !isCount(back, 0, MOST_BACK)) return null;
  return { unit, stack, periods, back };
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | null =>
  values.find((candidate) => candidate === value) ?? null;

const isText = (value: unknown): value is string => typeof value === "string" && value.length <= LONGEST_NAME;

const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

const isCount = (value: unknown, from: number, to: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;
