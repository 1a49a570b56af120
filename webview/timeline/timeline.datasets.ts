/** The lines, marks and bars of a TimelineData, for chart.js. */
import type { ChartDataset } from "chart.js";
import type { ChartTheme } from "../cost/chartTheme.ts";
import type { Point, TimelineData } from "./timeline.data.ts";
import { markKind, type MarkKind } from "./timelineText.ts";

/** What a canvas takes as a number, in CSS pixels. */
const SIZES = {
  line: 1.5,
  point: 1.5,
  mark: 5,
  markAround: 7,
  markLine: 1.5,
  dash: [4, 4],
  /** Up to so many requests each has a point of its own. */
  pointsUpTo: 80,
} as const;

export type Kind = "line" | "bar";
type Dataset = ChartDataset<Kind, Point[]>;

/** The shape of each kind of mark; `solid` shapes are filled. The legend draws the same. */
const SHAPES = {
  compactionAuto: { pointStyle: "triangle", solid: true, rotation: 0 },
  compactionAsked: { pointStyle: "triangle", solid: false, rotation: 0 },
  compactionUnknown: { pointStyle: "triangle", solid: false, rotation: 180 },
  switch: { pointStyle: "rect", solid: false, rotation: 0 },
  break: { pointStyle: "rectRot", solid: true, rotation: 0 },
} as const satisfies Record<MarkKind, { pointStyle: string; solid: boolean; rotation: number }>;

/** The width of the bars is left to whom the drawing's width is known. */
export function timelineDatasets(data: TimelineData, theme: ChartTheme): Dataset[] {
  return [...contextLines(data, theme), ...windowLine(data, theme), ...markSets(data, theme), costBars(data, theme)];
}

export const modelColour = (model: number, theme: ChartTheme): string => theme.series[model] ?? theme.other;

function markColour(kind: MarkKind, theme: ChartTheme): string {
  return kind === "break" ? (theme.series[4] ?? theme.other) : theme.tip.ink;
}

/** One a model: its stretches, each from where the one before it ended, with gaps between them. */
function contextLines({ context }: TimelineData, theme: ChartTheme): Dataset[] {
  const lines = new Map<number, Point[]>();
  let last: TimelineData["context"][number] | undefined;
  for (const point of context) {
    const line = lines.get(point.model) ?? [];
    lines.set(point.model, line);
    if (last !== undefined && last.model !== point.model) line.push({ x: last.x, y: Number.NaN }, last);
    line.push(point);
    last = point;
  }
  return [...lines].map(([model, data]) => ({
    type: "line",
    yAxisID: "context",
    data,
    borderWidth: SIZES.line,
    borderColor: modelColour(model, theme),
    pointRadius: context.length <= SIZES.pointsUpTo ? SIZES.point : 0,
    pointBackgroundColor: modelColour(model, theme),
    pointBorderWidth: 0,
    order: 2,
  }));
}

function windowLine({ window, from, to }: TimelineData, theme: ChartTheme): Dataset[] {
  if (window === null || !window.shown) return [];
  return [
    {
      type: "line",
      yAxisID: "context",
      data: [from, to].map((x) => ({ x, y: window.tokens })),
      borderColor: theme.text,
      borderWidth: 1,
      borderDash: [...SIZES.dash],
      pointRadius: 0,
      order: 3,
    },
  ];
}

function markSets({ marks }: TimelineData, theme: ChartTheme): Dataset[] {
  return Object.entries(SHAPES).flatMap(([name, { pointStyle, solid, rotation }]): Dataset[] => {
    const data = marks.filter(({ mark }) => markKind(mark) === name).map(({ x, y }) => ({ x, y }));
    if (data.length === 0) return [];
    const colour = markColour(name as MarkKind, theme);
    return [
      {
        type: "line",
        yAxisID: "context",
        data,
        showLine: false,
        pointStyle,
        pointRotation: rotation,
        pointRadius: name === "switch" ? SIZES.markAround : SIZES.mark,
        pointBorderWidth: SIZES.markLine,
        pointBorderColor: colour,
        pointBackgroundColor: solid ? colour : theme.paper,
        clip: false,
        // A switch of the model breaks the cache at the same request: the smaller shape lies on the larger one.
        order: name === "break" ? 0 : 1,
      },
    ];
  });
}

function costBars({ cost }: TimelineData, theme: ChartTheme): Dataset {
  return {
    type: "bar",
    yAxisID: "cost",
    data: cost,
    backgroundColor: theme.text,
    grouped: false,
    order: 2,
  };
}
