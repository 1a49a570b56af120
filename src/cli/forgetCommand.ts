/** `bursar forget`: removes a project, or everything before a day, from the ledger. */
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { countForgettable, forget, renewBackups } from "../engine/ledger/forget.ts";
import { lookUpProjects } from "../engine/ledger/projects.ts";
import { UNKNOWN } from "../engine/ledger/usageGroups.ts";
import { localDay } from "../shared/days.ts";
import type { ForgetCount, ForgetRule } from "../shared/engineProtocol.ts";
import { formatCount, formatUsd } from "../shared/format.ts";
import { dayOf, ownDataDir, parse, sourceOf } from "./arguments.ts";
import { withIndexedLedger } from "./indexedLedger.ts";
import { UsageError } from "./usageError.ts";

export const FORGET_HELP = `bursar forget --project DIR | --before D [--yes]: removes history from the ledger, for good

  --project DIR     what was done in this project up to now, as "bursar projects" names it
  --before D        everything before this local day, YYYY-MM-DD
  --yes             do not ask

Claude Code's own transcripts stay as they are; Bursar does not count again what it was told to forget.
`;

export async function forgetHistory(args: readonly string[]): Promise<void> {
  const values = parse(args, {
    project: { type: "string" },
    before: { type: "string" },
    yes: { type: "boolean" },
  });
  const before = dayOf("--before", values.before);
  if ((values.project === undefined) === (before === null)) {
    throw new UsageError("forget needs either --project DIR or --before D");
  }
  await withIndexedLedger(sourceOf({}), async ({ db }) => {
    const projectOf = await lookUpProjects(db);
    const rule: ForgetRule =
      before === null
        ? {
            kind: "project",
            project: values.project === UNKNOWN ? UNKNOWN : projectOf(resolve(values.project ?? "")),
          }
        : { kind: "before", before };
    const count = countForgettable(db, rule, projectOf);
    if (count.requests === 0)
      throw new Error(
        `the ledger holds nothing of that${before === null ? '; "bursar projects" names the projects' : ""}`,
      );
    if (
      !values.yes &&
      !(await confirmed(`This removes ${described(count)} from Bursar's ledger. It cannot be undone.`))
    ) {
      process.stdout.write("Nothing was removed.\n");
      return;
    }
    forget(db, rule, projectOf, Date.now());
    await renewBackups(ownDataDir(), Date.now());
    process.stdout.write(`Forgotten: ${described(count)}.\n`);
  });
}

const described = ({ requests, sessions, usd, first, last }: ForgetCount) =>
  `${formatCount(requests)} ${requests === 1 ? "request" : "requests"} of ${formatCount(sessions)} ${
    sessions === 1 ? "session" : "sessions"
  } (${formatUsd(usd)}${first === null || last === null ? "" : `, ${localDay(first)} to ${localDay(last)}`})`;

async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UsageError("forget asks before it removes anything; without a terminal, say --yes");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question}\nType "yes" to go on: `)).trim());
  } finally {
    terminal.close();
  }
}
