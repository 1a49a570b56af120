/** What of a TimelineData chart.js does not draw: the ground under its lines. */
import type { Chart, Scale } from "chart.js";
import type { ChartTheme } from "../cost/chartTheme.ts";
import type { TimelineData } from "./timeline.data.ts";
import { modelColour } from "./timeline.datasets.ts";

/** What a canvas takes as a number, in CSS pixels and shares. */
const SIZES = { band: 3, bandGap: 4, shade: 0.6, dots: [1, 3] } as const;

interface Look {
  data: TimelineData;
  theme: ChartTheme;
}

/** Room that the models' strips with their names need above the chart, in CSS pixels. */
export function roomAbove({ data, theme }: Look): number {
  return data.bands.length === 0 ? 0 : theme.font.size + SIZES.band + SIZES.bandGap * 2;
}

/** What lies under the lines: the area below the context, the models' strips over it, a dotted line at each compaction. */
export function drawGround(drawing: Chart, look: Look): void {
  const { x, context } = drawing.scales;
  if (x === undefined || context === undefined) return;
  drawing.ctx.save();
  drawArea(drawing, look, x, context);
  drawBands(drawing, look, x);
  drawCompactions(drawing, look, x);
  drawing.ctx.restore();
}

function drawArea({ ctx }: Chart, { data, theme }: Look, across: Scale, up: Scale): void {
  const ground = up.getPixelForValue(0);
  ctx.beginPath();
  ctx.moveTo(across.getPixelForValue(data.context[0]?.x ?? 0), ground);
  for (const { x, y } of data.context) ctx.lineTo(across.getPixelForValue(x), up.getPixelForValue(y));
  ctx.lineTo(across.getPixelForValue(data.context.at(-1)?.x ?? 0), ground);
  ctx.fillStyle = theme.grid;
  ctx.globalAlpha = SIZES.shade;
  ctx.fill();
  ctx.globalAlpha = 1;
}

function drawBands({ ctx, chartArea }: Chart, { data, theme }: Look, across: Scale): void {
  const strip = chartArea.top - SIZES.bandGap - SIZES.band;
  ctx.textBaseline = "bottom";
  ctx.font = `${theme.font.size}px ${theme.font.family}`;
  for (const band of data.bands) {
    const [left, right] = [across.getPixelForValue(band.x), across.getPixelForValue(band.end)];
    ctx.fillStyle = modelColour(band.model, theme);
    ctx.fillRect(left, strip, Math.max(1, right - left - 1), SIZES.band);
    ctx.fillStyle = theme.text;
    if (ctx.measureText(band.name).width < right - left - SIZES.band) ctx.fillText(band.name, left, strip - 1);
  }
}

function drawCompactions({ ctx, chartArea }: Chart, { data, theme }: Look, across: Scale): void {
  ctx.strokeStyle = theme.text;
  ctx.setLineDash([...SIZES.dots]);
  for (const { mark, x } of data.marks) {
    if (mark.kind !== "compaction") continue;
    ctx.beginPath();
    ctx.moveTo(across.getPixelForValue(x), chartArea.top);
    ctx.lineTo(across.getPixelForValue(x), chartArea.bottom);
    ctx.stroke();
  }
}
