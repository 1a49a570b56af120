/** Draws stacked bars with chart.js; of chart.js only what they need is loaded. */
import { BarController, BarElement, CategoryScale, Chart, LinearScale, type ChartConfiguration } from "chart.js";
import type { ChartTheme } from "../cost/chartTheme.ts";
import { labelledBars } from "./axisLabels.ts";
import { seriesFill } from "./seriesFill.ts";
import type { BarSeries, StackedBars } from "./stackedBars.ts";

Chart.register(BarController, BarElement, CategoryScale, LinearScale);

/** What a canvas takes as a number, in CSS pixels. */
const SIZES = { gap: 1, bar: 40, labelGap: 16 } as const;

/** A chart on a canvas; one of its bars can stand out. */
export class StackedBarsDrawing {
  readonly #chart: Chart<"bar", number[], string>;
  #shown: { bars: StackedBars; theme: ChartTheme } | undefined;
  #picked: number | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#chart = new Chart(canvas, this.#config());
  }

  /** Brings the drawing to these bars and this theme in place, so that nothing flickers. */
  show(bars: StackedBars, theme: ChartTheme): void {
    this.#shown = { bars, theme };
    const { data, options } = this.#chart;
    data.labels = bars.labels;
    data.datasets = bars.series.map((series) => dataset(series, theme));
    options.font = theme.font;
    for (const axis of [options.scales?.["x"], options.scales?.["y"]]) {
      if (axis?.ticks !== undefined) axis.ticks.color = theme.text;
      if (axis?.grid !== undefined) axis.grid.color = theme.grid;
    }
    this.#chart.update();
  }

  /** Lets one bar stand out; null: none. */
  pick(index: number | null): void {
    if (this.#picked === index) return;
    this.#picked = index;
    this.#chart.draw();
  }

  /** The bar at `x`, in CSS pixels from the canvas's left edge; null beside the bars. */
  barAt(x: number): number | null {
    const { left, right } = this.#chart.chartArea;
    const count = this.#shown?.bars.labels.length ?? 0;
    if (count === 0 || x < left || x >= right) return null;
    return Math.floor(((x - left) / (right - left)) * count);
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #config(): ChartConfiguration<"bar", number[], string> {
    return {
      type: "bar",
      data: { labels: [], datasets: [] },
      // Behind the bars: what is picked shows in its whole height, also where nothing was spent.
      plugins: [{ id: "picked", beforeDatasetsDraw: () => this.#drawPicked() }],
      options: {
        // Bars that grow at each change would never be still.
        animation: false,
        maintainAspectRatio: false,
        events: [],
        scales: {
          x: {
            stacked: true,
            grid: { display: false },
            border: { display: false },
            ticks: { maxRotation: 0, autoSkip: false },
            afterBuildTicks: (scale) => {
              const shown = this.#labelled(scale.chart.width);
              scale.ticks = scale.ticks.filter(({ value }) => shown.has(value));
            },
          },
          y: {
            stacked: true,
            beginAtZero: true,
            border: { display: false },
            ticks: { maxTicksLimit: 5, callback: (value) => this.#shown?.bars.format(Number(value)) },
          },
        },
      },
    };
  }

  #labelled(width: number): Set<number> {
    if (this.#shown === undefined) return new Set();
    const { bars, theme } = this.#shown;
    const { ctx } = this.#chart;
    ctx.save();
    ctx.font = `${theme.font.size}px ${theme.font.family}`;
    const widest = Math.max(0, ...bars.labels.map((label) => ctx.measureText(label).width));
    ctx.restore();
    return labelledBars(bars.labels.length, width, widest + SIZES.labelGap);
  }

  #drawPicked(): void {
    // Chart.js draws while it is being made, too.
    if (this.#picked === null || this.#shown === undefined) return;
    const scale = this.#chart.scales["x"];
    if (scale === undefined) return;
    const { left, right, top, bottom } = this.#chart.chartArea;
    const width = (right - left) / this.#shown.bars.labels.length;
    const { ctx } = this.#chart;
    ctx.save();
    ctx.fillStyle = this.#shown.theme.grid;
    ctx.fillRect(scale.getPixelForValue(this.#picked) - width / 2, top, width, bottom - top);
    ctx.restore();
  }
}

function dataset({ name, look, values }: BarSeries, theme: ChartTheme) {
  return {
    label: name,
    data: values,
    backgroundColor: seriesFill(look, theme),
    borderColor: theme.paper,
    // A gap of paper keeps neighbours apart where their colours do not.
    borderWidth: { top: SIZES.gap },
    borderSkipped: false as const,
    maxBarThickness: SIZES.bar,
  };
}
