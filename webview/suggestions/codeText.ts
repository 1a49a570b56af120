import { html } from "lit";
import { codeSpans } from "./codeSpans.ts";

/** A sentence with its code set as such. */
export const codeText = (sentence: string): unknown =>
  codeSpans(sentence).map(({ text, code }) => (code ? html`<code>${text}</code>` : text));
