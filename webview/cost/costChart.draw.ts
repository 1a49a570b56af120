/** Draws a CostChartData with chart.js; of chart.js only what a stacked bar chart needs is loaded. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  Tooltip,
  type ChartConfiguration,
} from "chart.js";
import { formatUsd } from "../../src/shared/format.ts";
import type { ChartTheme } from "./chartTheme.ts";
import { formatDay, type CostChartData, type CostSeries } from "./costChart.data.ts";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** What a canvas takes as a number, in CSS pixels. */
const SIZES = { gap: 1, bar: 28, labelGap: 24, tipLine: 1, tipKey: 4 } as const;

export type CostChartDrawing = Chart<"bar", number[], string>;

/** A chart without data: `show` fills it. */
export function drawCostChart(canvas: HTMLCanvasElement): CostChartDrawing {
  const config: ChartConfiguration<"bar", number[], string> = {
    type: "bar",
    data: { labels: [], datasets: [] },
    options: {
      // Snapshots come up to four times a second: bars that grow each time would never be still.
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      scales: {
        x: { stacked: true, grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: SIZES.labelGap } },
        y: {
          stacked: true,
          beginAtZero: true,
          border: { display: false },
          ticks: { maxTicksLimit: 5, callback: (value) => formatAxis(Number(value)) },
        },
      },
      plugins: {
        tooltip: {
          filter: (item) => item.parsed.y !== 0 && item.parsed.y !== null,
          itemSort: (a, b) => b.datasetIndex - a.datasetIndex,
          callbacks: {
            label: (item) => ` ${item.dataset.label ?? ""}: ${formatUsd(item.parsed.y ?? 0)}`,
            footer: (items) =>
              items.length > 1
                ? `Together: ${formatUsd(items.reduce((sum, item) => sum + (item.parsed.y ?? 0), 0))}`
                : "",
          },
        },
      },
    },
  };
  return new Chart(canvas, config);
}

/** Brings the drawing to this data and theme in place, so that nothing flickers. */
export function showCost(drawing: CostChartDrawing, data: CostChartData, theme: ChartTheme): void {
  const { datasets } = drawing.data;
  drawing.data.labels = data.days.map((day) => formatDay(day));
  for (const [index, series] of data.series.entries()) {
    const look = { label: series.name, backgroundColor: seriesColour(series, theme), borderColor: theme.paper };
    const hover = { hoverBackgroundColor: look.backgroundColor, hoverBorderColor: theme.paper };
    const dataset = datasets[index];
    if (dataset === undefined) {
      // A gap of paper keeps neighbours apart where their colours do not.
      datasets.push({
        ...look,
        ...hover,
        data: series.usd,
        borderWidth: { top: SIZES.gap },
        borderSkipped: false,
        maxBarThickness: SIZES.bar,
      });
    } else {
      Object.assign(dataset, look, hover);
      dataset.data = series.usd;
    }
  }
  datasets.length = data.series.length;
  applyTheme(drawing, theme);
  // Not update("none"): that keeps the old colours of bars that share their options.
  drawing.update();
}

export function seriesColour({ colour }: Pick<CostSeries, "colour">, theme: ChartTheme): string {
  return colour === null ? theme.other : (theme.series[colour] ?? theme.other);
}

function applyTheme({ options }: CostChartDrawing, theme: ChartTheme): void {
  options.font = theme.font;
  options.color = theme.text;
  for (const axis of [options.scales?.["x"], options.scales?.["y"]]) {
    if (axis?.ticks !== undefined) axis.ticks.color = theme.text;
    if (axis?.grid !== undefined) axis.grid.color = theme.grid;
    if (axis?.border !== undefined) axis.border.color = theme.grid;
  }
  const tooltip = options.plugins?.tooltip;
  if (tooltip === undefined) return;
  Object.assign(tooltip, {
    backgroundColor: theme.tip.paper,
    titleColor: theme.tip.ink,
    bodyColor: theme.tip.ink,
    footerColor: theme.tip.ink,
    borderColor: theme.tip.line,
    borderWidth: SIZES.tipLine,
    boxPadding: SIZES.tipKey,
    multiKeyBackground: theme.tip.paper,
  });
}

/** Whole dollars where they are whole. */
function formatAxis(usd: number): string {
  return Number.isInteger(usd) ? `$${usd.toLocaleString("en-US")}` : formatUsd(usd);
}
