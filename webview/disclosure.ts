import { css, html, LitElement, type PropertyValues } from "lit";
import { shared } from "./shared.styles.ts";
import { isOpen, rememberOpen } from "./vscodeApi.ts";

/**
 * More of something, on demand. `name` is what the panel remembers over a reload. Fires `disclose` when it was opened
 * or closed, also when it stands open from the start.
 */
export class Disclosure extends LitElement {
  static override properties = {
    name: { type: String },
    label: { type: String },
    open: { type: Boolean, reflect: true },
  };
  declare name: string;
  declare label: string;
  /** As the reader left it. */
  declare open: boolean;

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
    this.open = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("name")) this.open = isOpen(this.name);
  }

  override render(): unknown {
    return html`<details ?open=${this.open} @toggle=${this.#remember}>
      <summary>${this.label}</summary>
      <slot></slot>
    </details>`;
  }

  #remember = (event: Event): void => {
    if (!(event.currentTarget instanceof HTMLDetailsElement)) return;
    this.open = event.currentTarget.open;
    rememberOpen(this.name, this.open);
    this.dispatchEvent(new Event("disclose"));
  };
}

customElements.define("bursar-disclosure", Disclosure);
