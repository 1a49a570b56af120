/** Where a sparkline's lines run, in a square of 100 by 100 whose y grows downwards: 0 is a full window. Pure. */
import type { Interval, TimeRange, WindowPoint } from "../src/shared/snapshot.ts";

export interface SparklineInput {
  /** Oldest first. */
  trend: readonly WindowPoint[];
  /** The x-axis, from edge to edge, in milliseconds since the epoch. */
  from: number;
  to: number;
  projection: SparklineProjection | null;
}

export interface SparklineProjection {
  /** Use at `to`, in percent. */
  end: Interval;
  /** When it is used up, should it be. */
  exhaustion: TimeRange | null;
}

/** SVG path data. */
export interface SparklineShape {
  line: string;
  /** Below the line. */
  area: string;
  /** The last reading. */
  last: string;
  projection: { line: string; band: string } | null;
}

type Point = readonly [x: number, y: number];

/** Null when there is nothing to draw. */
export function sparklineShape({ trend, from, to, projection }: SparklineInput): SparklineShape | null {
  if (to <= from) return null;
  const point = (at: number, usedPercent: number): Point => [
    clamp(((at - from) / (to - from)) * 100),
    100 - clamp(usedPercent),
  ];
  const points = trend.map(({ at, usedPercent }) => point(at, usedPercent));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    line: path(points),
    area: `${path([[first[0], 100], ...points, [last[0], 100]])}Z`,
    // A line without length, which a round cap makes a dot: a circle would be drawn out of shape with the square.
    last: path([last, last]),
    projection: projection === null ? null : projectionShape(last, projection, to, point),
  };
}

function projectionShape(
  last: Point,
  { end, exhaustion }: SparklineProjection,
  to: number,
  point: (at: number, usedPercent: number) => Point,
): { line: string; band: string } {
  const lowest = point(to, end.low);
  const highest = point(to, end.high);
  const early = exhaustion === null ? [] : [point(exhaustion.early, 100)];
  return {
    line: path([last, exhaustion === null ? point(to, end.mid) : point(exhaustion.mid, 100)]),
    band: `${path([last, ...early, highest, lowest])}Z`,
  };
}

function path(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function clamp(value: number): number {
  return Math.min(100, Math.max(0, value));
}
