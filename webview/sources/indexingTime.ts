import * as l10n from "@vscode/l10n";
import { formatCountdown } from "../../src/shared/format.ts";
import type { IndexState } from "../../src/shared/snapshot.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Before this much time and this share of the bytes, the pace says too little. */
const FIRST_TELLING = { ms: 3 * SECOND, share: 0.02 };

/**
 * How long indexing still takes in ms, at its pace so far; null while that cannot be told. `asOf`: when the state was
 * taken.
 */
export function indexingTimeLeft(
  { startedAt, bytesDone, bytes }: Extract<IndexState, { kind: "indexing" }>,
  asOf: number,
): number | null {
  const elapsed = asOf - startedAt;
  if (bytes <= 0 || elapsed < FIRST_TELLING.ms || bytesDone / bytes < FIRST_TELLING.share) return null;
  return (elapsed * Math.max(0, bytes - bytesDone)) / bytesDone;
}

/** In steps so coarse that they do not jump to and fro; empty while nothing can be told. */
export function timeLeftText(ms: number | null): string {
  if (ms === null) return "";
  if (ms < 10 * SECOND) return l10n.t("a few seconds left");
  if (ms < 0.75 * MINUTE) return l10n.t("less than a minute left");
  const minutes = Math.round(ms / MINUTE);
  const coarse = minutes <= 10 ? minutes : Math.round(minutes / 5) * 5;
  return l10n.t("about {0} left", formatCountdown(coarse * MINUTE));
}
