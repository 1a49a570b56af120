import { html, nothing, type TemplateResult } from "lit";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import type { Level } from "./level.ts";

/** A sign beside a figure, so that its urgency is not told by colour alone; nothing when all is well. */
export function levelIcon(level: Level): TemplateResult | typeof nothing {
  return level === "normal"
    ? nothing
    : html`<vscode-icon class=${level} name=${level === "error" ? "error" : "warning"}></vscode-icon>`;
}
