/** The axes of a TimelineData, for chart.js: the panel of the context over that of the cost. */
import type { ChartConfiguration } from "chart.js";
import { formatClock, formatCount, formatDate, formatTokens, formatUsd } from "../../src/shared/format.ts";
import type { ChartTheme } from "../cost/chartTheme.ts";
import { roundBelow, type TimelineData } from "./timeline.data.ts";
import type { Kind } from "./timeline.datasets.ts";
import { timeTicks } from "./timeTicks.ts";

/** What a canvas takes as a number, in CSS pixels and shares. */
const SIZES = { headroom: 1.25, labelGap: 24, labelWidth: 40, contextShare: 4, costShare: 1 } as const;

const DAY = 24 * 60 * 60_000;

type Scales = NonNullable<NonNullable<ChartConfiguration<Kind>["options"]>["scales"]>;

export function timelineScales(data: TimelineData, theme: ChartTheme): Scales {
  const dearest = Math.max(0.01, ...data.cost.map(({ y }) => y));
  // An axis takes its font from nowhere else but chart.js's own default.
  const label = { color: theme.text, font: theme.font };
  const look = { border: { display: false }, grid: { color: theme.grid, tickLength: 0 } };
  return {
    x: {
      type: "linear",
      min: data.from,
      max: data.to,
      offset: false,
      border: { color: theme.grid },
      grid: { display: false },
      ticks: {
        ...label,
        maxRotation: 0,
        autoSkipPadding: SIZES.labelGap,
        callback: (value) => tickText(Number(value), data),
      },
      afterBuildTicks: (scale) => {
        if (data.axis === "request") return;
        const most = Math.max(2, Math.floor(scale.width / (SIZES.labelWidth + SIZES.labelGap)));
        scale.ticks = timeTicks(data.from, data.to, most).ticks.map((value) => ({ value }));
      },
    },
    cost: {
      ...look,
      type: "linear",
      position: "left",
      stack: "panels",
      stackWeight: SIZES.costShare,
      min: 0,
      max: dearest * SIZES.headroom,
      ticks: { ...label, callback: (value) => (value === 0 ? "" : formatUsd(Number(value))) },
      // There is room for one label; of its own accord the scale would put it beside the upper panel's.
      afterBuildTicks: (scale) => {
        scale.ticks = data.cost.length === 0 ? [] : [{ value: 0 }, { value: roundBelow(dearest) }];
      },
    },
    context: {
      ...look,
      type: "linear",
      position: "left",
      stack: "panels",
      stackWeight: SIZES.contextShare,
      beginAtZero: true,
      suggestedMax: data.top,
      ticks: { ...label, maxTicksLimit: 5, callback: (value) => formatTokens(Number(value)) },
    },
  };
}

function tickText(value: number, { axis, from, to }: TimelineData): string {
  if (axis === "request") return Number.isInteger(value) ? formatCount(value) : "";
  const midnight = new Date(value).setHours(0, 0, 0, 0) === value;
  return to - from > DAY && midnight ? formatDate(value, to) : formatClock(value, value);
}
