/** Learns from the user's past sessions, of all config directories, in small steps. What it learns: docs/advice-facts.md. */
import type { DatabaseSync } from "node:sqlite";
import { COMPACTION_DEFAULTS } from "../advice/compaction.ts";
import type { Learnt } from "../advice/facts.ts";
import { learnAfter } from "../advice/learning.ts";
import { quantile } from "../advice/quantile.ts";
import { SessionShapes, type ShapedSession } from "../ledger/sessionShapes.ts";
import { ShapeInMaking, stateOf } from "./shapeInMaking.ts";
import type { SessionShape } from "./sessionShape.ts";

/** What is supposed of every session of this user that does not tell better itself. */
export interface LearntFigures {
  /** Main-chain requests of each session that has ended. */
  lengths: readonly number[];
  growth: Learnt;
  output: Learnt;
  after: Learnt;
  cachedPrefix: Learnt;
  summary: Learnt;
}

/** Requests read in one step: 5 to 10 ms. */
const REQUESTS_A_STEP = 2_000;
/** What looking at a session costs beside its requests, in requests. */
const SESSION_COST = 40;
/** How long what was learnt holds before sessions that ended since are looked at. */
const FRESH_MS = 10 * 60_000;
/** Fewer sessions than this may be the beginning of an index that brings more at any moment: */
const FEW = 50;
/** what they tell holds this long. */
const FEW_FRESH_MS = 10_000;
/** A session that nobody runs counts as ended after this long: the longest that a cache lives. */
const ENDED_MS = 60 * 60_000;
const SESSIONS = 2_000;
/** Fewer observations than this tell nothing of the next session. */
const FEWEST = 3;
/** Output of a request where nothing is known of the user's own. */
const OUTPUT_DEFAULT = 500;

export const NOTHING_LEARNT: LearntFigures = {
  lengths: [],
  growth: supposed(COMPACTION_DEFAULTS.growth),
  output: supposed(OUTPUT_DEFAULT),
  after: supposed(COMPACTION_DEFAULTS.after),
  cachedPrefix: supposed(COMPACTION_DEFAULTS.cachedPrefix),
  summary: supposed(COMPACTION_DEFAULTS.summary),
};

export class SessionLearning {
  private readonly shapes: SessionShapes;
  private known = new Map<number, { state: string; shape: SessionShape }>();
  private waiting: ShapedSession[] = [];
  private reading: ShapeInMaking | null = null;
  private startedAt = -Infinity;
  private learning = false;
  /** Whether the past sessions are others than the last time. */
  private changed = false;
  private learnt = NOTHING_LEARNT;

  constructor(db: DatabaseSync) {
    this.shapes = new SessionShapes(db);
  }

  /** As of the last time that all past sessions were read. */
  get figures(): LearntFigures {
    return this.learnt;
  }

  /**
   * Reads on for some milliseconds, when there is something to read: to be called once a second. True: the figures are new.
   * Throws SQLite's error.
   * @param live ids of the sessions that run
   */
  step(now: number, live: ReadonlySet<string>): boolean {
    if (!this.learning) {
      if (Math.abs(now - this.startedAt) < (this.known.size < FEW ? FEW_FRESH_MS : FRESH_MS)) return false;
      this.begin(now, live);
    }
    for (let left = REQUESTS_A_STEP; left > 0; left -= SESSION_COST) {
      const session = this.waiting.at(-1);
      if (!session) return this.finish();
      const shape = (this.reading ??= new ShapeInMaking(this.shapes));
      const { kind, read } = shape.readOn(session, left);
      if (kind === "more") return false;
      left -= read;
      // One that changed has gone on: it is looked at the next time.
      if (kind === "whole" && shape.current) {
        this.known.set(session.id, { state: stateOf(session), shape: shape.current });
        this.changed = true;
      }
      this.waiting.pop();
      this.reading = null;
    }
    return false;
  }

  private begin(now: number, live: ReadonlySet<string>): void {
    this.startedAt = now;
    this.learning = true;
    const ended = this.shapes
      .recent(SESSIONS)
      .filter(({ sid, last, requests }) => requests > 0 && !live.has(sid) && now - last >= ENDED_MS);
    const before = this.known;
    this.known = new Map();
    this.waiting = [];
    this.reading = null;
    for (const session of ended) {
      const same = before.get(session.id);
      if (same?.state === stateOf(session)) this.known.set(session.id, same);
      else this.waiting.push(session);
    }
    this.changed = this.known.size !== before.size;
  }

  private finish(): boolean {
    this.learning = false;
    if (this.changed) this.learnt = learntFrom([...this.known.values()].map(({ shape }) => shape));
    return this.changed;
  }
}

function learntFrom(shapes: readonly SessionShape[]): LearntFigures {
  const answers = shapes.reduce((sum, { output }) => sum + output.answers, 0);
  const tokens = shapes.reduce((sum, { output }) => sum + output.tokens, 0);
  const growths = shapes.flatMap(({ growth }) => (growth.source === "measured" ? [growth.value] : []));
  return {
    lengths: shapes.flatMap(({ requests }) => (requests > 0 ? [requests] : [])),
    growth: median(growths, NOTHING_LEARNT.growth),
    output: meanOutput({ answers, tokens }, NOTHING_LEARNT.output),
    after: learnAfter(shapes.map(({ afterCompactions }) => afterCompactions)),
    cachedPrefix: median(
      shapes.flatMap(({ cachedPrefixes }) => cachedPrefixes),
      NOTHING_LEARNT.cachedPrefix,
    ),
    summary: median(
      shapes.flatMap(({ summary }) => (summary === null ? [] : [summary])),
      NOTHING_LEARNT.summary,
    ),
  };
}

function median(values: readonly number[], otherwise: Learnt): Learnt {
  if (values.length < FEWEST) return otherwise;
  const sorted = values.toSorted((a, b) => a - b);
  return { value: quantile(sorted, 0.5), source: "measured", samples: values.length };
}

/** Fewer answers say more about a prompt than about what comes. */
const FEWEST_ANSWERS = 10;

/** The mean, as what an answer costs is proportional to it. */
export const meanOutput = ({ answers, tokens }: SessionShape["output"], otherwise: Learnt): Learnt =>
  answers < FEWEST_ANSWERS ? otherwise : { value: tokens / answers, source: "measured", samples: answers };

function supposed(value: number): Learnt {
  return { value, source: "default", samples: 0 };
}
