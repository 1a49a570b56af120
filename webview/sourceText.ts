import { formatAge } from "../src/shared/format.ts";
import type { Source } from "../src/shared/snapshot.ts";

/** Where a figure comes from and how old it is: "cached, 12 min ago". */
export function sourceText(source: Source, asOf: number, now: number): string {
  return `${source}, ${formatAge(now - asOf)} ago`;
}
