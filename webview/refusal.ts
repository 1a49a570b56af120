import { html, type TemplateResult } from "lit";
import "./refusalLine.ts";

/** Why a question has no answer, and a button that asks it once more. */
export function refusal(message: string, again: () => void): TemplateResult {
  return html`<bursar-refusal-line .message=${message} @again=${again}></bursar-refusal-line>`;
}
