/** The chart's legend: the same shapes, dashes and colours as on the canvas, with words. */
import * as l10n from "@vscode/l10n";
import { css, html, nothing, svg, type TemplateResult } from "lit";
import { formatTokens } from "../../src/shared/format.ts";
import type { TimelineData } from "./timeline.data.ts";
import { markKind, MARK_KINDS, markKindText } from "./timelineText.ts";

/** On a square of 16. */
const SHAPES = {
  line: svg`<path class="line" d="M1 12 L6 6 L10 9 L15 3"></path>`,
  window: svg`<path class="window" d="M1 8 H15"></path>`,
  bars: svg`<path class="bars" d="M3 15 V9 M8 15 V3 M13 15 V11"></path>`,
  compactionAuto: svg`<path class="solid" d="M8 2 L14 13 H2 Z"></path>`,
  compactionAsked: svg`<path class="hollow" d="M8 3 L13 13 H3 Z"></path>`,
  compactionUnknown: svg`<path class="hollow" d="M8 13 L13 3 H3 Z"></path>`,
  switch: svg`<path class="hollow" d="M3 3 H13 V13 H3 Z"></path>`,
  break: svg`<path class="break" d="M8 1 L15 8 L8 15 L1 8 Z"></path>`,
} as const;

export function legend({ cost, marks, window, bands }: TimelineData): TemplateResult {
  return html`<ul class="legend small">
    ${entry("line", l10n.t("Context, in tokens"))} ${window === null ? nothing : entry("window", windowText(window))}
    ${entry("bars", cost.length === 0 ? l10n.t("No cost: no request has a price") : l10n.t("Cost of each request, in US dollars"))}
    ${MARK_KINDS.map((kind) => {
      const count = marks.filter(({ mark }) => markKind(mark) === kind).length;
      return count === 0 ? nothing : entry(kind, markKindText(kind, count));
    })}
    ${models(bands).map(({ model, name }) => html`<li><span class="swatch" data-model=${model}></span>${name}</li>`)}
  </ul>`;
}

function windowText({ tokens, shown }: NonNullable<TimelineData["window"]>): string {
  const size = formatTokens(tokens);
  return shown
    ? l10n.t("Context window, {0} tokens", size)
    : l10n.t("Context window, {0} tokens: far above the chart", size);
}

function entry(shape: keyof typeof SHAPES, text: string): TemplateResult {
  return html`<li><svg viewBox="0 0 16 16" aria-hidden="true">${SHAPES[shape]}</svg>${text}</li>`;
}

/** Each once, in the order in which they came. */
function models(bands: TimelineData["bands"]): { model: number; name: string }[] {
  return [...new Map(bands.map(({ model, name }) => [model, { model, name }])).values()];
}

export const legendStyles = css`
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-hair) var(--gap-wide);
    margin-block: var(--gap-small);
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: var(--gap-tight);
  }
  .legend svg {
    flex: none;
    inline-size: var(--gap);
    block-size: var(--gap);
    fill: none;
    stroke: var(--ink);
    stroke-width: var(--mark-width);
    forced-color-adjust: none;
  }
  .legend .line {
    stroke: var(--chart-1);
  }
  .legend .window {
    stroke: var(--chart-text);
    stroke-dasharray: var(--dash);
  }
  .legend .bars {
    stroke: var(--chart-text);
  }
  .legend .solid {
    fill: var(--ink);
    stroke: none;
  }
  .legend .break {
    fill: var(--chart-5);
    stroke: none;
  }
  .swatch {
    flex: none;
    inline-size: var(--swatch);
    block-size: var(--gauge-height-small);
    background: var(--colour);
    forced-color-adjust: none;
  }
`;
