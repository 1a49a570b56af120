import { html, type TemplateResult } from "lit";
import type { CalendarPage } from "../../src/shared/historyPages.ts";
import { hasUse } from "./dayCalendar.data.ts";
import { patternBasis, patternMeaning, patternMeasure, patternName, patternUnknown } from "./patternText.ts";

/** Light, moderate or heavy, what that means, and on what it stands. */
export function usagePattern({ pattern, days }: CalendarPage): TemplateResult {
  if (pattern === null) {
    // Today is not over: it is none of the days that count.
    return html`<p class="muted">${patternUnknown(days.slice(0, -1).filter(hasUse).length)}</p>`;
  }
  return html`<p class="figure">${patternName(pattern)}</p>
    <p>${patternMeaning(pattern)}</p>
    <p class="small muted">${patternBasis(pattern)} ${patternMeasure(pattern)}</p>`;
}
