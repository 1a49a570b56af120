/** `bursar export`: every request in the ledger, written out. */
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { formatExport } from "../engine/ledger/exportFormats.ts";
import { exportedRequests, requestIds } from "../engine/ledger/exportRequests.ts";
import { lookUpProjects } from "../engine/ledger/projects.ts";
import { writeExport } from "../engine/writeExport.ts";
import { EXPORT_FORMATS } from "../shared/engineProtocol.ts";
import { formatCount } from "../shared/format.ts";
import {
  choiceOf,
  parse,
  SOURCE_HELP,
  SOURCE_OPTIONS,
  sourceOf,
  SPAN_HELP,
  SPAN_OPTIONS,
  spanOf,
} from "./arguments.ts";
import { withIndexedLedger } from "./indexedLedger.ts";
import { UsageError } from "./usageError.ts";

export const EXPORT_HELP = `bursar export --format csv|json|jsonl [option]…: every request in the ledger, oldest first

  --format F        csv, json (an array) or jsonl (an object a line)
  --output FILE     into this file instead of stdout; it is replaced when all is written
${SPAN_HELP}
  --config-dir DIR  only what this Claude Code config directory holds; repeatable
${SOURCE_HELP.split("\n").slice(1).join("\n")}

In CSV a text that a spreadsheet would run as a formula has a quote (') before it.
`;

export async function exportHistory(args: readonly string[]): Promise<void> {
  const values = parse(args, {
    format: { type: "string" },
    output: { type: "string" },
    ...SPAN_OPTIONS,
    ...SOURCE_OPTIONS,
  });
  const format = choiceOf("--format", values.format, EXPORT_FORMATS);
  if (format === null) throw new UsageError(`export needs --format ${EXPORT_FORMATS.join("|")}`);
  const span = spanOf(values);
  await withIndexedLedger(sourceOf(values), async ({ db, dirs }) => {
    const projectOf = await lookUpProjects(db);
    const ids = requestIds(db, { dirs: values["config-dir"] ? dirs : null, ...span });
    const pieces = formatExport(exportedRequests(db, ids, projectOf), format);
    if (values.output !== undefined) {
      const path = resolve(values.output);
      await writeExport(path, pieces);
      process.stderr.write(`${formatCount(ids.length)} requests written to ${path}\n`);
    } else {
      await print(pieces);
    }
  });
}

/** As fast as the reader takes it; a reader that leaves early is no error. */
async function print(pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EPIPE" && code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}
