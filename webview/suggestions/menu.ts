import { css, html, LitElement } from "lit";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { shared } from "../shared.styles.ts";

export interface MenuItem {
  value: string;
  label: string;
}

/**
 * A button with a few commands behind it. Fires `choose` with an item's value as its detail. By hand, as the context menu
 * of vscode-elements has neither roles nor names for a screen reader.
 */
export class Menu extends LitElement {
  static override properties = { label: { type: String }, items: { attribute: false }, open: { state: true } };
  /** Of what these are the commands. */
  declare label: string;
  declare items: readonly MenuItem[];
  declare open: boolean;

  static override styles = [
    shared,
    css`
      button {
        margin: 0;
        padding: var(--gap-hair);
        border: 0;
        border-radius: var(--radius-small);
        color: inherit;
        background: none;
        font: inherit;
        text-align: start;
        cursor: pointer;
      }
      .opener {
        display: block;
        line-height: 0;
        anchor-name: --opener;
      }
      .opener:hover,
      .opener[aria-expanded="true"] {
        background: var(--hover);
        outline: var(--hairline) dashed var(--hover-line);
      }
      .menu {
        position-anchor: --opener;
        position-area: block-end span-inline-start;
        position-try-fallbacks: flip-block;
        inset: auto;
        margin: var(--gap-hair) 0;
        padding: var(--gap-tight);
        border: var(--hairline) solid var(--menu-line);
        border-radius: var(--radius);
        color: var(--menu-ink);
        background: var(--menu-paper);
        box-shadow: 0 0 var(--shadow-size) var(--menu-shadow);
      }
      .menu button {
        display: block;
        inline-size: 100%;
        padding: var(--gap-tight) var(--gap);
        white-space: nowrap;
      }
      .menu button:focus {
        color: var(--menu-chosen-ink);
        background: var(--menu-chosen-paper);
        outline: var(--hairline) solid var(--menu-chosen-line);
        outline-offset: calc(-1 * var(--hairline));
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
  }

  override render(): unknown {
    return html`<button
        class="opener"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-expanded=${this.open ? "true" : "false"}
        aria-label=${this.label}
        title=${this.label}
        @keydown=${this.#openDown}
      >
        <vscode-icon name="ellipsis"></vscode-icon>
      </button>
      <div
        id="menu"
        class="menu"
        popover
        role="menu"
        aria-label=${this.label}
        @beforetoggle=${this.#toggles}
        @keydown=${this.#move}
      >
        ${this.items.map(
          ({ value, label }, index) =>
            html`<button
              role="menuitem"
              tabindex="-1"
              ?autofocus=${index === 0}
              @click=${() => this.#choose(value)}
              @pointermove=${focusOn}
            >
              ${label}
            </button>`,
        )}
      </div>`;
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>("#menu");
  }

  // Before, as `toggle` comes a while after: until then a screen reader would be told the opposite.
  #toggles = ({ newState }: ToggleEvent): void => {
    this.open = newState === "open";
  };

  #openDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    this.#menu?.showPopover();
  };

  #move = (event: KeyboardEvent): void => {
    const items = [...(this.#menu?.querySelectorAll("button") ?? [])];
    const at = items.findIndex((item) => item === this.shadowRoot?.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key === "Tab" || event.key === "Escape") {
      // Tab goes on from the button. Opened by showPopover(), a popover does not give the focus back by itself.
      if (event.key === "Escape") event.preventDefault();
      this.renderRoot.querySelector<HTMLElement>(".opener")?.focus();
      this.#menu?.hidePopover();
    }
  };

  #choose(value: string): void {
    this.#menu?.hidePopover();
    this.dispatchEvent(new CustomEvent("choose", { detail: value }));
  }
}

/** As in the editor's own menus: one item is marked, whether by key or by pointer. */
function focusOn({ currentTarget }: Event): void {
  if (currentTarget instanceof HTMLElement) currentTarget.focus();
}

customElements.define("bursar-menu", Menu);
