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
  #shown: { bars: StackedBars; theme: ChartTheme };
  #picked: number | null = null;

  /** Draws these bars at once: a chart that is filled later is laid out twice. */
  constructor(canvas: HTMLCanvasElement, bars: StackedBars, theme: ChartTheme) {
    this.#shown = { bars, theme };
    this.#chart = new Chart(canvas, this.#config());
  }

  /** Brings the drawing to these bars and this theme in place, so that nothing flickers. */
  show(bars: StackedBars, theme: ChartTheme): void {
    this.#shown = { bars, theme };
    const { data, options } = this.#chart;
    Object.assign(data, chartData(bars, theme));
    for (const axis of [options.scales?.["x"], options.scales?.["y"]]) {
      if (axis?.ticks !== undefined) Object.assign(axis.ticks, tickLook(theme));
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
    const count = this.#shown.bars.labels.length;
    if (count === 0 || x < left || x >= right) return null;
    return Math.floor(((x - left) / (right - left)) * count);
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #config(): ChartConfiguration<"bar", number[], string> {
    const { bars, theme } = this.#shown;
    return {
      type: "bar",
      data: chartData(bars, theme),
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
            ticks: { ...tickLook(theme), maxRotation: 0, autoSkip: false },
            afterBuildTicks: (scale) => {
              const shown = this.#labelled(scale.chart);
              scale.ticks = scale.ticks.filter(({ value }) => shown.has(value));
            },
          },
          y: {
            stacked: true,
            beginAtZero: true,
            grid: { color: theme.grid },
            border: { display: false },
            ticks: {
              ...tickLook(theme),
              maxTicksLimit: 5,
              callback: (value) => this.#shown.bars.format(Number(value)),
            },
          },
        },
      },
    };
  }

  #labelled({ ctx, width }: Chart): Set<number> {
    const { bars, theme } = this.#shown;
    ctx.save();
    ctx.font = `${theme.font.size}px ${theme.font.family}`;
    const widest = Math.max(0, ...bars.labels.map((label) => ctx.measureText(label).width));
    ctx.restore();
    return labelledBars(bars.labels.length, width, widest + SIZES.labelGap);
  }

  #drawPicked(): void {
    // Chart.js draws while it is being made, too: nothing is picked then.
    if (this.#picked === null) return;
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

function chartData({ labels, series }: StackedBars, theme: ChartTheme) {
  return { labels, datasets: series.map((each) => dataset(each, theme)) };
}

/** An axis takes its font from nowhere else but chart.js's own default. */
const tickLook = ({ text, font }: ChartTheme) => ({ color: text, font });

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
