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

/** A chart on a canvas. */
export class TimelineDrawing {
  readonly #chart: Chart<Kind, Point[]>;
  #shown: { data: TimelineData; theme: ChartTheme };

  /** Draws this data at once: a chart that is filled later is laid out twice. */
  constructor(canvas: HTMLCanvasElement, data: TimelineData, theme: ChartTheme) {
    this.#shown = { data, theme };
    this.#chart = new Chart(canvas, this.#config());
  }

  /** Brings the drawing to this data and theme. */
  show(data: TimelineData, theme: ChartTheme): void {
    this.#shown = { data, theme };
    this.#chart.data.datasets = timelineDatasets(data, theme);
    Object.assign(this.#chart.options, lookOf(data, theme));
    this.#chart.update();
  }

  /** Where a request lies on the drawing, in CSS pixels from its upper left corner; null where there is none. */
  placeOf(x: number, context: number): Point | null {
    const { x: across, context: up } = this.#chart.scales;
    return across === undefined || up === undefined
      ? null
      : { x: across.getPixelForValue(x), y: up.getPixelForValue(context) };
  }

  /** What lies on the x-axis at a distance from the drawing's left edge. */
  valueAt(pixels: number): number {
    return this.#chart.scales["x"]?.getValueForPixel(pixels) ?? 0;
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #config(): ChartConfiguration<Kind, Point[]> {
    const { data, theme } = this.#shown;
    return {
      type: "line",
      data: { datasets: timelineDatasets(data, theme) },
      plugins: [
        {
          id: "ground",
          beforeUpdate: ({ data: { datasets }, width }) => {
            const barThickness = barWidth(width, this.#shown.data.x.length);
            for (const dataset of datasets) if (dataset.type === "bar") dataset.barThickness = barThickness;
          },
          beforeDatasetsDraw: (chart) => drawGround(chart, this.#shown),
        },
      ],
      options: {
        animation: false,
        maintainAspectRatio: false,
        parsing: false,
        normalized: true,
        // The page follows the pointer itself: the same line of text for pointer and keys.
        events: [],
        plugins: { legend: { display: false }, tooltip: { enabled: false } },
        ...lookOf(data, theme),
      },
    };
  }
}

/** Of a bar in CSS pixels, on a drawing of this width. */
const barWidth = (width: number, requests: number): number =>
  Math.min(SIZES.bar, Math.max(1, (width * SIZES.barShare) / requests));

const lookOf = (data: TimelineData, theme: ChartTheme) => ({
  font: theme.font,
  scales: timelineScales(data, theme),
  layout: { padding: { top: SIZES.edge + roomAbove({ data, theme }), right: SIZES.edge } },
});
