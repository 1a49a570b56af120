import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { WindowGauge } from "../../src/shared/snapshot.ts";
import { levelIcon } from "../levelIcon.ts";
import { toldText } from "./limitText.ts";

/** Where a reading comes from and how old it is; one that is stale stands out. */
export function told(gauge: WindowGauge, now: number): TemplateResult {
  const text = toldText(gauge, now);
  return gauge.stale
    ? html`<span class="small">${levelIcon("warning")} ${l10n.t("stale: {0}", text)}</span>`
    : html`<span class="muted small">${text}</span>`;
}
