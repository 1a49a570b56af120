import { css, html, LitElement } from "lit";
import { shared } from "./shared.styles.ts";

export interface ChoiceOption {
  value: string;
  label: string;
}

/** One of a few, side by side. Fires `choose` with the value as its detail. */
export class Choice extends LitElement {
  static override properties = {
    label: { type: String },
    options: { attribute: false },
    value: { attribute: false },
  };
  /** What is chosen, for who does not see it. */
  declare label: string;
  declare options: readonly ChoiceOption[];
  declare value: string;

  static override styles = [
    shared,
    css`
      fieldset {
        display: flex;
        flex-wrap: wrap;
        margin: 0;
        padding: 0;
        border: 0;
      }
      label {
        position: relative;
        padding: var(--gap-hair) var(--gap-small);
        border-block-end: var(--mark-width) solid transparent;
        color: var(--ink-muted);
        font-size: var(--text-small);
        cursor: pointer;
      }
      label:hover,
      label:has(:checked) {
        color: var(--ink);
      }
      label:has(:checked) {
        border-color: var(--ink);
      }
      input {
        position: absolute;
        inset: 0;
        margin: 0;
        border-radius: var(--radius-small);
        appearance: none;
        cursor: inherit;
      }
    `,
  ];

  override render(): unknown {
    return html`<fieldset>
      <legend class="unseen">${this.label}</legend>
      ${this.options.map(
        ({ value, label }) =>
          html`<label
            ><input
              type="radio"
              name="choice"
              .checked=${value === this.value}
              @change=${() => this.#choose(value)}
            />${label}</label
          >`,
      )}
    </fieldset>`;
  }

  #choose(value: string): void {
    this.dispatchEvent(new CustomEvent("choose", { detail: value }));
  }
}

customElements.define("bursar-choice", Choice);
