/** Draws a TimelineData with chart.js: the context above, what each request cost below, on one x-axis. */
import {
  BarController,
  BarElement,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
} from "chart.js";
import type { ChartTheme } from "../cost/chartTheme.ts";
import type { Point, TimelineData } from "./timeline.data.ts";
import { type Kind, timelineDatasets } from "./timeline.datasets.ts";
import { drawGround, roomAbove } from "./timeline.ground.ts";
import { timelineScales } from "./timeline.scales.ts";

Chart.register(BarController, BarElement, LinearScale, LineController, LineElement, PointElement);

/** What a canvas takes as a number, in CSS pixels and shares. */
const SIZES = { bar: 6, barShare: 0.6, edge: 5 } as const;

export type TimelineDrawing = Chart<Kind, Point[]>;

/** What each drawing shows, for what is drawn beside the datasets. */
const shown = new WeakMap<Chart, { data: TimelineData; theme: ChartTheme }>();

/** A chart without data: `showTimeline` fills it. */
export function drawTimeline(canvas: HTMLCanvasElement): TimelineDrawing {
  const config: ChartConfiguration<Kind, Point[]> = {
    type: "line",
    data: { datasets: [] },
    plugins: [{ id: "ground", beforeDatasetsDraw: ground }],
    options: {
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      // The page follows the pointer itself: the same line of text for pointer and keys.
      events: [],
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
  };
  return new Chart(canvas, config);
}

/** Brings the drawing to this data and theme. */
export function showTimeline(drawing: TimelineDrawing, data: TimelineData, theme: ChartTheme): void {
  const bar = Math.min(SIZES.bar, Math.max(1, (drawing.width * SIZES.barShare) / data.x.length));
  drawing.data.datasets = timelineDatasets(data, bar, theme);
  drawing.options.font = theme.font;
  drawing.options.scales = timelineScales(data, theme);
  drawing.options.layout = { padding: { top: SIZES.edge + roomAbove({ data, theme }), right: SIZES.edge } };
  shown.set(drawing, { data, theme });
  drawing.update();
}

function ground(drawing: Chart): void {
  const look = shown.get(drawing);
  if (look !== undefined) drawGround(drawing, look);
}

/** Where a request lies on the drawing, in CSS pixels from its upper left corner; null where there is none. */
export function placeOf(drawing: TimelineDrawing, x: number, context: number): Point | null {
  const { x: across, context: up } = drawing.scales;
  return across === undefined || up === undefined
    ? null
    : { x: across.getPixelForValue(x), y: up.getPixelForValue(context) };
}

/** What lies on the x-axis at a distance from the drawing's left edge. */
export function valueAt(drawing: TimelineDrawing, pixels: number): number {
  return drawing.scales["x"]?.getValueForPixel(pixels) ?? 0;
}
