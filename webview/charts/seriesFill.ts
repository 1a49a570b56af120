/** How a series of a chart is filled: by colour, and by a hatching that tells it from its neighbours without colour. */
import type { ChartTheme } from "../cost/chartTheme.ts";

/** What a canvas takes as a number, in CSS pixels: a tile of the hatching, and its lines. */
const TILE = 8;
const LINE = 1.5;
const DOT = 1.25;

type Hatch = "none" | "rising" | "dots" | "falling" | "level";
/** By look; plain first, as most charts have one large series. */
const HATCHES: readonly Hatch[] = ["none", "rising", "dots", "falling", "level"];

export type SeriesFill = string | CanvasPattern;

/** `look`: which of the chart's, from 0; null for the rest. */
export function seriesFill(look: number | null, theme: ChartTheme): SeriesFill {
  const colour = look === null ? theme.other : (theme.series[look] ?? theme.other);
  const hatch = look === null ? "none" : (HATCHES[look % HATCHES.length] ?? "none");
  return hatch === "none" ? colour : (hatched(colour, theme.paper, hatch) ?? colour);
}

function hatched(colour: string, paper: string, hatch: Exclude<Hatch, "none">): CanvasPattern | null {
  const tile = document.createElement("canvas");
  const scale = Math.max(1, window.devicePixelRatio);
  tile.width = tile.height = Math.round(TILE * scale);
  const context = tile.getContext("2d");
  if (context === null) return null;
  context.scale(tile.width / TILE, tile.height / TILE);
  context.fillStyle = colour;
  context.fillRect(0, 0, TILE, TILE);
  context.globalAlpha = 0.5;
  context.strokeStyle = context.fillStyle = paper;
  context.lineWidth = LINE;
  drawHatch(context, hatch);
  const pattern = context.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(TILE / tile.width, TILE / tile.height));
  return pattern;
}

function drawHatch(context: CanvasRenderingContext2D, hatch: Exclude<Hatch, "none">): void {
  context.beginPath();
  switch (hatch) {
    case "rising":
    case "falling":
      // Thrice, so that the corners of the tile are crossed too.
      for (const shift of [-TILE, 0, TILE]) {
        context.moveTo(shift - 1, hatch === "rising" ? TILE + 1 : -1);
        context.lineTo(shift + TILE + 1, hatch === "rising" ? -1 : TILE + 1);
      }
      context.stroke();
      return;
    case "level":
      context.moveTo(0, TILE / 4);
      context.lineTo(TILE, TILE / 4);
      context.moveTo(0, (3 * TILE) / 4);
      context.lineTo(TILE, (3 * TILE) / 4);
      context.stroke();
      return;
    case "dots":
      for (const [x, y] of [
        [TILE / 4, TILE / 4],
        [(3 * TILE) / 4, (3 * TILE) / 4],
      ] as const) {
        context.moveTo(x + DOT, y);
        context.arc(x, y, DOT, 0, 2 * Math.PI);
      }
      context.fill();
  }
}
