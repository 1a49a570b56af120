/** Which sessions a query finds. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { SessionsQuery } from "../../shared/historyPages.ts";
import { lastName } from "../../shared/lastName.ts";
import type { ProjectOf } from "../ledger/projects.ts";

/** Gives SQL of this connection `folded(text)`: lower case in every script, where SQLite's own knows ASCII only. */
export function defineFolded(db: DatabaseSync): void {
  db.function("folded", { deterministic: true }, (text) => (typeof text === "string" ? text.toLowerCase() : null));
}

/** SQL that the sessions of a query fulfil, beginning with AND, and what stands for its question marks. */
export function conditions(
  projectOf: ProjectOf,
  { search, project, model }: SessionsQuery,
  cwds: readonly string[],
): { where: string; values: SQLInputValue[] } {
  const parts: string[] = [];
  const values: SQLInputValue[] = [];
  const among = (chosen: readonly string[]) => {
    // As one value: there is a limit to the number of question marks.
    values.push(JSON.stringify(chosen));
    return "s.cwd IN (SELECT value FROM json_each(?))";
  };
  if (project !== null) parts.push(among(cwds.filter((cwd) => projectOf(cwd) === project)));
  if (model !== null) {
    parts.push("s.main_model = (SELECT id FROM model WHERE name = ?)");
    values.push(model);
  }
  for (const word of search.toLowerCase().split(/\s+/)) {
    if (word === "") continue;
    values.push(word, word);
    const named = (path: string) => lastName(path).toLowerCase().includes(word);
    const inFolder = among(cwds.filter((cwd) => named(cwd) || named(projectOf(cwd))));
    parts.push(`(instr(folded(s.title), ?) > 0 OR instr(folded(s.sid), ?) > 0 OR ${inFolder})`);
  }
  return { where: parts.map((part) => `AND ${part}`).join(" "), values };
}
