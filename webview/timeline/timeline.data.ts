/** What the chart of a session shows, apart from drawing it. */
import type { SessionTimeline } from "../../src/shared/historyPages.ts";
import { dearestRequests, modelBands, type ModelBand, timelineMarks, type TimelineMark } from "./timelineMarks.ts";
import { sampleBars, sampleRequests } from "./timelineSample.ts";

export const TIMELINE_AXES = ["request", "time"] as const;
export type TimelineAxis = (typeof TIMELINE_AXES)[number];

export interface Point {
  x: number;
  y: number;
}

export interface TimelineData {
  axis: TimelineAxis;
  /** Requests that were left out before the first: their numbers go on from there. */
  leftOut: number;
  /** Where each request lies: by its number, or by its time in milliseconds since the epoch. Never decreasing. */
  x: number[];
  from: number;
  to: number;
  /** Those that are drawn; `model` is the index of the request's model. */
  context: (Point & { model: number })[];
  cost: Point[];
  marks: (Point & { mark: TimelineMark })[];
  /** Empty with one model only. */
  bands: (ModelBand & { x: number; end: number })[];
  /** The context window, and whether it lies on the chart: far above the line it would flatten it. */
  window: { tokens: number; shown: boolean } | null;
  /** Upper end of the axis of the context, in tokens. */
  top: number;
}

/** Share of the context window that the fullest context must have for the window's line to be on the chart. */
const WINDOW_SHOWN_FROM = 0.25;

/** `columns`: how many pixels wide the chart is. */
export function timelineData(timeline: SessionTimeline, axis: TimelineAxis, columns: number): TimelineData {
  const { requests, leftOut, window } = timeline;
  const x = axis === "time" ? monotonic(requests.at) : requests.at.map((_, index) => leftOut + index + 1);
  const marks = timelineMarks(timeline);
  const around = marks.flatMap(({ index }) => [index - 1, index]);
  const peak = Math.max(0, ...requests.context);
  const shown = window !== null && peak >= WINDOW_SHOWN_FROM * window;
  const positionOf = (index: number): number => x[index] ?? 0;
  const bands = modelBands(timeline);
  return {
    axis,
    leftOut,
    x,
    ...ends(x, axis),
    context: sampleRequests({ x, values: [requests.context] }, columns, around).map((index) => ({
      x: positionOf(index),
      y: requests.context[index] ?? 0,
      model: requests.model[index] ?? 0,
    })),
    cost: sampleBars(x, requests.usd, columns, dearestRequests(requests.usd)).map((index) => ({
      x: positionOf(index),
      y: requests.usd[index] ?? 0,
    })),
    marks: marks.map((mark) => ({ mark, ...markPlace(mark, x, requests.context, axis) })),
    bands:
      bands.length < 2
        ? []
        : bands.map((band, index) => ({
            ...band,
            x: positionOf(band.from),
            end: positionOf(bands[index + 1]?.from ?? band.to),
          })),
    window: window === null ? null : { tokens: window, shown },
    top: shown ? Math.max(window, peak) : peak,
  };
}

/** A compaction lies at the context that it took away, between two requests; everything else at its request. */
function markPlace(mark: TimelineMark, x: number[], context: number[], axis: TimelineAxis): Point {
  const { index, kind, at } = mark;
  if (kind !== "compaction") return { x: x[index] ?? 0, y: context[index] ?? 0 };
  const before = x[index - 1] ?? x[0] ?? 0;
  const after = x[index] ?? before;
  return {
    x: axis === "time" ? Math.min(Math.max(at, before), after) : (before + after) / 2,
    y: context[Math.max(0, index - 1)] ?? 0,
  };
}

/** Room for half a request at either end, so that the first and the last bar are whole; never no width. */
function ends(x: number[], axis: TimelineAxis): { from: number; to: number } {
  const [first, last] = [x[0] ?? 0, x.at(-1) ?? 0];
  if (axis === "request") return { from: first - 0.5, to: last + 0.5 };
  const room = Math.max(30_000, (last - first) / 100);
  return { from: first - room, to: last + room };
}

/** Clocks are set back now and then: the axis is not. */
function monotonic(at: readonly number[]): number[] {
  let latest = Number.NEGATIVE_INFINITY;
  return at.map((time) => (latest = Math.max(latest, time)));
}

/** The request that lies nearest to a place on the axis; -1 when there are none. `x` is never decreasing. */
export function nearestRequest(x: readonly number[], place: number): number {
  let [low, high] = [0, x.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < place) low = middle;
    else high = middle;
  }
  const [before, after] = [Math.abs(place - (x[low] ?? 0)), Math.abs((x[high] ?? 0) - place)];
  return after < before ? high : Math.min(low, x.length - 1);
}

/** Where a key takes the reader on the chart; null when it is none of the chart's. `marked`: indices with marks, ascending. */
export function stepTo(key: string, index: number, count: number, marked: readonly number[]): number | null {
  const within = (next: number): number => Math.min(count - 1, Math.max(0, next));
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return within(index + 1);
    case "ArrowLeft":
    case "ArrowDown":
      return within(index - 1);
    case "Home":
      return 0;
    case "End":
      return within(count - 1);
    case "PageDown":
      return within(marked.find((each) => each > index) ?? count - 1);
    case "PageUp":
      return within(marked.findLast((each) => each < index) ?? 0);
    default:
      return null;
  }
}

/** The largest of 1, 2 and 5 times a power of ten that is not above a positive value. */
export function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (value >= 5 * power ? 5 : value >= 2 * power ? 2 : 1) * power;
}
