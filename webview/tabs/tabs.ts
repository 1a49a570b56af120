import { css, html, LitElement } from "lit";
import { shared } from "../shared.styles.ts";
import { tabAfterKey } from "./tabKeys.ts";

export interface Tab {
  id: string;
  label: string;
}

/**
 * A list of tabs with a panel each, by ARIA's pattern: one stop for the Tab key, arrows, Home and End choose. What a
 * panel shows comes in the slot of the tab's id, what stands beside the tabs in the slot `tools`, what stands above
 * every panel in the slot `above`. Fires `choose` with an id as its detail.
 */
export class Tabs extends LitElement {
  static override properties = {
    label: { attribute: false },
    tabs: { attribute: false },
    chosen: { attribute: false },
  };
  /** Of all the tabs together, for who does not see them. */
  declare label: string;
  declare tabs: readonly Tab[];
  declare chosen: string;

  static override styles = [
    shared,
    css`
      .bar {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: 0 var(--gap);
        padding-inline: var(--gutter-page);
        border-block-end: var(--hairline) solid var(--line);
      }
      [role="tablist"] {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--tab-gap);
      }
      slot[name="tools"]::slotted(*) {
        flex: none;
        margin-block-start: calc(var(--gap-tight) + var(--gap-hair));
      }
      /* Wider than its word, so that the focus's outline keeps off it, and yet in line with the page below. */
      button {
        margin: 0 calc(-1 * var(--gap-tight));
        padding: var(--gap-small) var(--gap-tight);
        border: 0;
        border-block-end: var(--mark-width) solid transparent;
        color: var(--tab-ink);
        background: none;
        font: inherit;
        cursor: pointer;
      }
      button:hover,
      button[aria-selected="true"] {
        color: var(--tab-chosen-ink);
      }
      button[aria-selected="true"] {
        border-color: var(--tab-chosen-line);
      }
      button:focus-visible {
        outline-offset: calc(-1 * var(--focus-width));
      }
      [role="tabpanel"] {
        padding: var(--gap-wide) var(--gutter-page);
      }
      [role="tabpanel"]:focus-visible {
        outline-offset: calc(-1 * var(--focus-width));
      }
    `,
  ];

  constructor() {
    super();
    this.label = "";
    this.tabs = [];
    this.chosen = "";
  }

  override render(): unknown {
    return html`<div class="bar">
        <div role="tablist" aria-label=${this.label} @keydown=${this.#key}>
          ${this.tabs.map(({ id, label }) => {
            const chosen = id === this.chosen;
            return html`<button
              role="tab"
              id=${`tab-${id}`}
              aria-controls=${`panel-${id}`}
              aria-selected=${chosen ? "true" : "false"}
              tabindex=${chosen ? 0 : -1}
              @click=${() => this.#choose(id)}
            >
              ${label}
            </button>`;
          })}
        </div>
        <slot name="tools"></slot>
      </div>
      <slot name="above"></slot>
      ${this.tabs.map(
        ({ id }) =>
          html`<div
            role="tabpanel"
            id=${`panel-${id}`}
            aria-labelledby=${`tab-${id}`}
            tabindex="0"
            ?hidden=${id !== this.chosen}
          >
            <slot name=${id}></slot>
          </div>`,
      )}`;
  }

  /** For who was brought to a tab by something else than its button. */
  async focusPanel(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#panel-${this.chosen}`)?.focus();
  }

  #key = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const index = this.tabs.findIndex(({ id }) => id === this.chosen);
    const tab = this.tabs[tabAfterKey(event.key, index, this.tabs.length) ?? -1];
    if (tab === undefined) return;
    event.preventDefault();
    this.#choose(tab.id);
    this.renderRoot.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus();
  };

  #choose(id: string): void {
    this.dispatchEvent(new CustomEvent("choose", { detail: id }));
  }
}

customElements.define("bursar-tabs", Tabs);
