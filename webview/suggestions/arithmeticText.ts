import { formatPercent, formatTokens, formatUsd } from "../../src/shared/format.ts";
import type { ArithmeticLine } from "../../src/shared/snapshot.ts";

const rounded = (value: number): number => Math.round(value * 10) / 10;

const BY_UNIT = {
  tokens: (value) => `${formatTokens(value)} tokens`,
  usd: formatUsd,
  requests: (value) => `${rounded(value)} ${rounded(value) === 1 ? "request" : "requests"}`,
  ratio: (value) => `${Number(value.toPrecision(3))}×`,
  percent: formatPercent,
  minutes: (value) => `${value < 10 ? rounded(value) : Math.round(value)} min`,
} as const satisfies Record<ArithmeticLine["unit"], (value: number) => string>;

/** The value of a line of arithmetic, with its unit. */
export function arithmeticValue({ value, unit }: Pick<ArithmeticLine, "value" | "unit">): string {
  return BY_UNIT[unit](value);
}
