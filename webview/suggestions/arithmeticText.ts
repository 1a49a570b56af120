import * as l10n from "@vscode/l10n";
import { formatPercent, formatTokens, formatUsd } from "../../src/shared/format.ts";
import type { ArithmeticLine } from "../../src/shared/snapshot.ts";

const rounded = (value: number): number => Math.round(value * 10) / 10;

const BY_UNIT = {
  tokens: (value) => l10n.t("{0} tokens", formatTokens(value)),
  usd: formatUsd,
  requests: (value) => (rounded(value) === 1 ? l10n.t("1 request") : l10n.t("{0} requests", rounded(value))),
  ratio: (value) => `${Number(value.toPrecision(3))}×`,
  percent: formatPercent,
  minutes: (value) => l10n.t("{0} min", value < 10 ? rounded(value) : Math.round(value)),
} as const satisfies Record<ArithmeticLine["unit"], (value: number) => string>;

/** The value of a line of arithmetic, with its unit. */
export function arithmeticValue({ value, unit }: Pick<ArithmeticLine, "value" | "unit">): string {
  return BY_UNIT[unit](value);
}
