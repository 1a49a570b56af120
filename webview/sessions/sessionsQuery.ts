/** What the table of sessions shows: how a question for it changes by what the reader does, and which page it is. */
import {
  SESSION_SORTS,
  type SessionSort,
  type SessionsPage,
  type SessionsQuery,
} from "../../src/shared/historyPages.ts";

const PAGE_SIZE = 50;

export const FIRST_QUERY: SessionsQuery = {
  search: "",
  project: null,
  model: null,
  sort: "lastActivity",
  descending: true,
  offset: 0,
  limit: PAGE_SIZE,
};

/** By what is sorted already: the other way round; else the largest or latest first. */
export function sortedBy(query: SessionsQuery, sort: SessionSort): SessionsQuery {
  return { ...query, sort, descending: sort === query.sort ? !query.descending : true, offset: 0 };
}

/** Another selection begins at its first page. */
export function narrowedTo(
  query: SessionsQuery,
  to: Partial<Pick<SessionsQuery, "search" | "project" | "model">>,
): SessionsQuery {
  return { ...query, ...to, offset: 0 };
}

export function isNarrowed({ search, project, model }: SessionsQuery): boolean {
  return search !== "" || project !== null || model !== null;
}

/** Where a page lies among what was found: numbers from 1; null where a way does not go on. */
export interface PageRange {
  from: number;
  to: number;
  previous: SessionsQuery | null;
  next: SessionsQuery | null;
}

export function pageRange(query: SessionsQuery, { rows, found }: Pick<SessionsPage, "rows" | "found">): PageRange {
  const to = query.offset + rows.length;
  return {
    from: Math.min(query.offset + 1, to),
    to,
    previous: query.offset > 0 ? { ...query, offset: Math.max(0, query.offset - query.limit) } : null,
    next: to < found ? { ...query, offset: query.offset + query.limit } : null,
  };
}

/** The question to ask instead when a page has gone because less is found now; null when it is there. */
export function stillThere(query: SessionsQuery, found: number): SessionsQuery | null {
  if (query.offset === 0 || query.offset < found) return null;
  return { ...query, offset: Math.max(0, Math.ceil(found / query.limit) - 1) * query.limit };
}

/** As the panel remembers it over a reload. */
export function writeQuery({ search, project, model, sort, descending, offset }: SessionsQuery): string {
  return JSON.stringify({ search, project, model, sort, descending, offset });
}

/** What an earlier version remembered may look otherwise: what is not understood is as at first. */
export function readQuery(text: string | null): SessionsQuery {
  const kept = parsed(text);
  const { search, project, model, sort, descending, offset } = kept;
  return {
    search: typeof search === "string" ? search : FIRST_QUERY.search,
    project: typeof project === "string" ? project : null,
    model: typeof model === "string" ? model : null,
    sort: SESSION_SORTS.find((each) => each === sort) ?? FIRST_QUERY.sort,
    descending: typeof descending === "boolean" ? descending : FIRST_QUERY.descending,
    offset: typeof offset === "number" && Number.isInteger(offset / PAGE_SIZE) && offset > 0 ? offset : 0,
    limit: PAGE_SIZE,
  };
}

function parsed(text: string | null): Partial<Record<keyof SessionsQuery, unknown>> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
