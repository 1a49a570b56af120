/** The shape of one session, read in portions and kept up to date with what comes. */
import type { SessionShapes, ShapedSession, ShapeRequest } from "../ledger/sessionShapes.ts";
import { shapeOf, type SessionShape } from "./sessionShape.ts";

/** A record may be replaced by a better one of the same response, which comes soon after: so many are read again. */
const UNSETTLED_REQUESTS = 100;

export class ShapeInMaking {
  private readonly shapes: SessionShapes;
  private requests: ShapeRequest[] = [];
  private state = "";
  private shape: SessionShape | null = null;

  constructor(shapes: SessionShapes) {
    this.shapes = shapes;
  }

  /** What it was after the last whole reading. */
  get current(): SessionShape | null {
    return this.shape;
  }

  /** Reads on, `limit` requests at most; `read`: how many that were. Throws SQLite's error. */
  readOn(session: ShapedSession, limit: number): Progress {
    const state = stateOf(session);
    if (state === this.state) return { kind: "whole", read: 0 };
    if (this.state !== "") {
      this.requests.length = Math.max(0, this.requests.length - UNSETTLED_REQUESTS);
      this.state = "";
    }
    const found = this.shapes.requestsAfter(session.id, this.requests.at(-1)?.id ?? -1, limit);
    const read = found.length;
    this.requests.push(...found);
    if (read === limit) return { kind: "more", read };
    if (this.requests.length !== session.requests) {
      // Some came, were given to another session, or were forgotten.
      this.requests = [];
      return { kind: "changed", read };
    }
    this.shape = shapeOf(this.requests, this.shapes.compactions(session.id), this.shapes.reportedOutput(session.id));
    this.state = state;
    return { kind: "whole", read };
  }
}

/** `changed`: the session is no longer what it is said to be, and its reading begins anew. */
export interface Progress {
  kind: "whole" | "more" | "changed";
  read: number;
}

/** Tells whether a session is as it was. */
export const stateOf = ({ requests, last, usd }: ShapedSession): string => `${requests} ${last} ${usd}`;
