import { css, html, LitElement } from "lit";
import { shared } from "./shared.styles.ts";
import { isOpen, rememberOpen } from "./vscodeApi.ts";

/** More of something, on demand. `name` is what the panel remembers over a reload. */
export class Disclosure extends LitElement {
  static override properties = { name: { type: String }, label: { type: String } };
  declare name: string;
  declare label: string;

  static override styles = [
    shared,
    css`
      summary {
        inline-size: fit-content;
        border-radius: var(--radius-small);
        color: var(--ink-muted);
        font-size: var(--text-small);
        cursor: pointer;
      }
      summary:hover {
        color: var(--ink);
      }
      details[open] > summary {
        margin-block-end: var(--gap-small);
      }
    `,
  ];

  constructor() {
    super();
    this.name = "";
    this.label = "";
  }

  override render(): unknown {
    return html`<details ?open=${isOpen(this.name)} @toggle=${this.#remember}>
      <summary>${this.label}</summary>
      <slot></slot>
    </details>`;
  }

  #remember = (event: Event): void => {
    if (event.currentTarget instanceof HTMLDetailsElement) rememberOpen(this.name, event.currentTarget.open);
  };
}

customElements.define("bursar-disclosure", Disclosure);
