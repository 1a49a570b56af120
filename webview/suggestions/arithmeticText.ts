import { formatTokens, formatUsd } from "../../src/shared/format.ts";
import type { ArithmeticLine } from "../../src/shared/snapshot.ts";

const BY_UNIT = {
  tokens: (value) => `${formatTokens(value)} tokens`,
  usd: formatUsd,
  requests: (value) => `${Math.round(value * 10) / 10} ${value === 1 ? "request" : "requests"}`,
  ratio: (value) => `${Number(value.toPrecision(3))}×`,
} as const satisfies Record<ArithmeticLine["unit"], (value: number) => string>;

/** The value of a line of arithmetic, with its unit. */
export function arithmeticValue({ value, unit }: Pick<ArithmeticLine, "value" | "unit">): string {
  return BY_UNIT[unit](value);
}
