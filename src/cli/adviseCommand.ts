/** `bursar advise --replay`: what following the advice would have saved or cost. */
import { resolve } from "node:path";
import { lookUpProjects } from "../engine/ledger/projects.ts";
import { UNKNOWN } from "../engine/ledger/usageGroups.ts";
import { adviseJson } from "./adviseJson.ts";
import { replayReport } from "./adviseReplay.ts";
import { adviseTable } from "./adviseTable.ts";
import { parse, SOURCE_HELP, SOURCE_OPTIONS, sourceOf, SPAN_OPTIONS, spanOf } from "./arguments.ts";
import { withIndexedLedger } from "./indexedLedger.ts";
import { emphasis, terminalWidth } from "./terminal.ts";
import { UsageError } from "./usageError.ts";

export const ADVISE_HELP = `bursar advise --replay [option]…: what following the advice to compact would have saved or cost

  --replay          over past sessions; what to do in running ones, Bursar says in VS Code
  --project DIR     only sessions of this project, as "bursar projects" names it
  --since D         only sessions that began on this local day or later, YYYY-MM-DD
  --until D         only sessions that began on this local day or earlier
  --json            the figures as JSON, schema 1
${SOURCE_HELP}

Nobody followed it: what is told is worked out from the requests that came. It needs the transcripts.
`;

export async function advise(args: readonly string[]): Promise<void> {
  const values = parse(args, {
    replay: { type: "boolean" },
    project: { type: "string" },
    json: { type: "boolean" },
    ...SPAN_OPTIONS,
    ...SOURCE_OPTIONS,
  });
  if (!values.replay)
    throw new UsageError(
      "advise needs --replay: it looks at past sessions; for running ones, VS Code shows the advice",
    );
  const span = spanOf(values);
  const text = await withIndexedLedger(sourceOf(values), async ({ db, ledger: { prices }, dirs }) => {
    const projectOf = await lookUpProjects(db);
    const project = values.project === undefined ? null : projectNamed(values.project, projectOf);
    const report = await replayReport(db, { dirs, span, project, prices, projectOf });
    return values.json ? adviseJson(report) : adviseTable(report, { width: terminalWidth(), emphasis });
  });
  process.stdout.write(text);
}

const projectNamed = (name: string, projectOf: (cwd: string) => string) =>
  name === UNKNOWN ? UNKNOWN : projectOf(resolve(name));
