/** What the user asks of the history as a whole: which projects it knows, to write it out, to forget a part of it. */
import type { DatabaseSync } from "node:sqlite";
import * as l10n from "@vscode/l10n";
import type { ExportFormat, ExportState, ForgetCount, ForgetRule, ProjectHistory } from "../shared/engineProtocol.ts";
import { formatExport } from "./ledger/exportFormats.ts";
import { exportedRequests, requestIds } from "./ledger/exportRequests.ts";
import { countForgettable, forget, renewBackups } from "./ledger/forget.ts";
import { lookUpProjects } from "./ledger/projects.ts";
import { UNKNOWN } from "./ledger/usageGroups.ts";
import type { Log } from "./indexer.ts";
import { writeExport } from "./writeExport.ts";

export interface HistoryOptions {
  /** The store that is open now. */
  db: () => DatabaseSync;
  /** Bursar's own data folder. */
  dataDir: string;
  now: () => number;
  /** Told when something was forgotten. */
  forgotten: () => void;
  log: Log;
}

interface Job {
  state: ExportState;
  abort: AbortController;
}

export class History {
  private readonly options: HistoryOptions;
  private readonly jobs = new Map<number, Job>();

  constructor(options: HistoryOptions) {
    this.options = options;
  }

  /** Every project that has requests, the latest first. */
  async projects(): Promise<ProjectHistory[]> {
    const db = this.options.db();
    const projectOf = await lookUpProjects(db);
    const places = db
      .prepare(
        `SELECT p.cwd, count(*) AS requests, max(r.at) AS last
           FROM request r LEFT JOIN place p ON p.id = r.place GROUP BY p.cwd`,
      )
      .all() as { cwd: string | null; requests: number; last: number }[];
    const projects = new Map<string, ProjectHistory>();
    for (const { cwd, requests, last } of places) {
      const project = cwd === null ? UNKNOWN : projectOf(cwd);
      const sum = projects.get(project) ?? { project, requests: 0, lastRequest: 0 };
      sum.requests += requests;
      sum.lastRequest = Math.max(sum.lastRequest, last);
      projects.set(project, sum);
    }
    return [...projects.values()].toSorted((a, b) => b.lastRequest - a.lastRequest);
  }

  async countForgettable(rule: ForgetRule): Promise<ForgetCount> {
    const db = this.options.db();
    return countForgettable(db, rule, await lookUpProjects(db));
  }

  async forget(rule: ForgetRule): Promise<ForgetCount> {
    const { db, dataDir, now, forgotten, log } = this.options;
    const count = forget(db(), rule, await lookUpProjects(db()), now());
    forgotten();
    // Not waited for: what the user asked for is done.
    void renewBackups(dataDir, now()).catch((error: unknown) => {
      log("warn", `no new backup could be made after forgetting: ${String(error)}`);
    });
    return count;
  }

  /** Begins to write every request into a file; the job's state tells how that goes. */
  async startExport(format: ExportFormat, path: string): Promise<{ job: number }> {
    const db = this.options.db();
    const projectOf = await lookUpProjects(db);
    const ids = requestIds(db, { dirs: null, since: null, until: null });
    const number = this.jobs.size + 1;
    const job: Job = { state: { kind: "writing", done: 0, total: ids.length }, abort: new AbortController() };
    this.jobs.set(number, job);
    const batches = exportedRequests(db, ids, projectOf);
    void writeExport(path, formatExport(counted(batches, job), format), job.abort.signal).then(
      () => (job.state = { kind: "written", requests: ids.length }),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        job.state = job.abort.signal.aborted ? { kind: "cancelled" } : { kind: "failed", reason };
      },
    );
    return { job: number };
  }

  exportState(job: number): ExportState {
    return this.jobs.get(job)?.state ?? { kind: "failed", reason: l10n.t("the engine was restarted") };
  }

  cancelExport(job: number): ExportState {
    this.jobs.get(job)?.abort.abort();
    return this.exportState(job);
  }
}

function* counted<T>(batches: Iterable<readonly T[]>, job: Job): Generator<readonly T[]> {
  for (const batch of batches) {
    yield batch;
    if (job.state.kind === "writing") job.state.done += batch.length;
  }
}
