import { css, html, LitElement } from "lit";
import { formatPercent } from "../../src/shared/format.ts";
import { shared } from "../shared.styles.ts";
import type { FillRow } from "./fill.data.ts";
import { partText } from "./fillText.ts";

const COLOURS = ["var(--chart-1)", "var(--chart-2)", "var(--chart-3)", "var(--chart-4)", "var(--chart-5)"] as const;

/** The parts of a context side by side; what is shared out is hatched. The table beside it has the figures. */
export class FillBar extends LitElement {
  static override properties = {
    rows: { attribute: false },
    label: { type: String },
  };
  declare rows: FillRow[];
  /** What it shows, in words. */
  declare label: string;

  static override styles = [
    shared,
    css`
      .bar {
        display: flex;
        gap: var(--hairline);
        block-size: var(--bar-height);
        border-radius: var(--radius-small);
        overflow: hidden;
        forced-color-adjust: none;
      }
      .part {
        display: flex;
        flex: 1 1 0;
        min-inline-size: var(--mark-width);
      }
      .exact,
      .allocated {
        flex: 1 1 0;
        background: var(--colour);
      }
      .allocated {
        background: var(--hatch), var(--colour);
      }
    `,
  ];

  override render(): unknown {
    return html`<div class="bar" role="img" aria-label=${this.label}>
      ${this.rows.map(
        ({ part, percent }) =>
          html`<div class="part" title="${partText(part)}: ${formatPercent(percent)}">
            <div class="exact"></div>
            <div class="allocated"></div>
          </div>`,
      )}
    </div>`;
  }

  /** Set through the object model: the page's policy forbids style attributes. */
  override updated(): void {
    for (const [index, part] of this.renderRoot.querySelectorAll<HTMLElement>(".part").entries()) {
      const row = this.rows[index];
      if (row === undefined) continue;
      part.style.setProperty("--colour", partColour(row));
      part.style.flexGrow = String(row.tokens);
      const [exact, allocated] = part.querySelectorAll<HTMLElement>("div");
      if (exact !== undefined) exact.style.flexGrow = String(row.exact);
      if (allocated !== undefined) allocated.style.flexGrow = String(row.allocated);
    }
  }
}

/** In the words of a stylesheet. */
export function partColour({ colour, pale }: Pick<FillRow, "colour" | "pale">): string {
  const full = COLOURS[colour] ?? COLOURS[0];
  return pale ? `color-mix(in srgb, ${full} 45%, var(--paper))` : full;
}

customElements.define("bursar-fill-bar", FillBar);
