import { css, html, LitElement } from "lit";
import { bar } from "../bar.styles.ts";
import { shared } from "../shared.styles.ts";
import type { UsualBarPlaces } from "./usualDay.ts";

/** Today's cost as a bar, with a bracket around what is usual by now. The words beside it say the same. */
export class UsualBar extends LitElement {
  static override properties = { places: { attribute: false }, label: { attribute: false } };
  declare places: UsualBarPlaces;
  /** For who does not see it. */
  declare label: string;

  static override styles = [
    shared,
    bar,
    css`
      .range {
        position: absolute;
        inset-block: calc(-1 * var(--mark-overhang));
        inset-inline-start: var(--from);
        inline-size: max(calc(var(--to) - var(--from)), var(--gap-tight));
        border: var(--hairline) solid var(--ink);
        border-block-width: 0;
      }
      .range::before {
        content: "";
        position: absolute;
        inset-inline: 0;
        inset-block-end: 0;
        border-block-end: var(--hairline) solid var(--ink);
      }
      @media (forced-colors: active) {
        .range {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  override render(): unknown {
    return html`<div class="track" role="img" aria-label=${this.label}>
      <div class="clip"><div class="fill"></div></div>
      <div class="range"></div>
    </div>`;
  }

  /** Set through the object model: the page's policy forbids style attributes. */
  override updated(): void {
    const { today, from, to } = this.places;
    this.style.setProperty("--filled", `${today}%`);
    this.style.setProperty("--from", `${from}%`);
    this.style.setProperty("--to", `${to}%`);
  }
}

customElements.define("bursar-usual-bar", UsualBar);
