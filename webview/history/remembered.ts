/** What the reader chose to see of the history, as the panel remembers it; what was never chosen is the first of its kind. */
import { HISTORY_STACKS, HISTORY_UNITS, type HistoryQuery } from "../../src/shared/historyPages.ts";
import { chosen } from "../vscodeApi.ts";
import { MEASURES, type Measure } from "./historyChart.data.ts";
import { latest } from "./historyQuery.ts";

/** The names of the choices. */
export const CHOICES = { measure: "history.measure", unit: "history.unit", stack: "history.stack" } as const;

export const rememberedQuery = (): HistoryQuery =>
  latest(oneOf(HISTORY_UNITS, CHOICES.unit), oneOf(HISTORY_STACKS, CHOICES.stack));

export const rememberedMeasure = (): Measure => oneOf(MEASURES, CHOICES.measure);

function oneOf<T extends string>(values: readonly [T, ...T[]], name: string): T {
  const value = chosen(name);
  return values.find((each) => each === value) ?? values[0];
}
