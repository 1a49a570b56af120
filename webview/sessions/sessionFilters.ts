import * as l10n from "@vscode/l10n";
import { css, html, LitElement, type PropertyValues } from "lit";
import type { SessionsPage, SessionsQuery } from "../../src/shared/historyPages.ts";
import { Debounced } from "../debounced.ts";
import { shared } from "../shared.styles.ts";
import { filterText } from "./sessionTableText.ts";

/** How long after the last key the search begins. */
const PAUSE_MS = 200;

interface FilterOption {
  value: string;
  label: string;
}

/** Searches and filters the sessions. Fires `narrow` with what changed of the question. */
export class SessionFilters extends LitElement {
  static override properties = {
    query: { attribute: false },
    page: { attribute: false },
  };
  declare query: SessionsQuery;
  /** Holds what can be filtered by; null while that is not known yet. */
  declare page: SessionsPage | null;

  #search = new Debounced(this, PAUSE_MS, (search: string) => {
    if (search !== this.query.search) this.#narrow({ search });
  });

  static override styles = [
    shared,
    css`
      :host > div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-small);
      }
      input,
      select {
        flex: 1 1 var(--column-filter);
        min-inline-size: 0;
        max-inline-size: 100%;
        padding: var(--gap-tight) var(--gap-small);
        border: var(--hairline) solid var(--field-line);
        border-radius: var(--radius-small);
        color: var(--field-ink);
        background: var(--field-paper);
        font: inherit;
      }
      input {
        flex: 2 1 var(--column-row);
      }
      input::placeholder {
        color: var(--vscode-input-placeholderForeground, var(--ink-muted));
        opacity: 1;
      }
      option {
        color: var(--menu-ink);
        background: var(--menu-paper);
      }
      :focus-visible {
        outline-offset: calc(-1 * var(--focus-width));
      }
    `,
  ];

  override focus(): void {
    this.renderRoot.querySelector("input")?.focus();
  }

  /** Another question puts its words in the field; while the reader types, the field is theirs. */
  override updated(changed: PropertyValues<this>): void {
    const field = this.renderRoot.querySelector("input");
    if (field === null || !changed.has("query") || changed.get("query")?.search === this.query.search) return;
    if (field.value.trim() !== this.query.search) field.value = this.query.search;
  }

  override render(): unknown {
    const { query, page } = this;
    return html`<div role="search" aria-label=${l10n.t("Sessions")}>
      <input
        type="search"
        spellcheck="false"
        autocomplete="off"
        aria-label=${l10n.t("Search sessions")}
        placeholder=${l10n.t("Search by title, project or id")}
        @input=${(event: InputEvent) => this.#search.set(fieldValue(event))}
        @keydown=${this.#key}
      />
      ${select(
        l10n.t("Project"),
        { value: "", label: l10n.t("All projects") },
        (page?.projects ?? []).map(({ root, name, sessions }) => ({ value: root, label: filterText(name, sessions) })),
        query.project,
        (project) => this.#narrow({ project }),
      )}
      ${select(
        l10n.t("Model"),
        { value: "", label: l10n.t("All models") },
        (page?.models ?? []).map(({ id, name, sessions }) => ({ value: id, label: filterText(name, sessions) })),
        query.model,
        (model) => this.#narrow({ model }),
      )}
    </div>`;
  }

  #key = (event: KeyboardEvent): void => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    if (event.key === "Escape") event.currentTarget.value = "";
    if (event.key === "Escape" || event.key === "Enter") this.#search.setNow(fieldValue(event));
  };

  #narrow(detail: Partial<Pick<SessionsQuery, "search" | "project" | "model">>): void {
    this.dispatchEvent(new CustomEvent("narrow", { detail }));
  }
}

/** A choice that is not among the options any more still shows: it is what the answer goes by. */
function select(
  label: string,
  any: FilterOption,
  options: FilterOption[],
  value: string | null,
  choose: (value: string | null) => void,
): unknown {
  const known = value === null || options.some((option) => option.value === value);
  const all = [any, ...options, ...(known ? [] : [{ value, label: value }])];
  return html`<select
    aria-label=${label}
    @change=${(event: Event) => choose(event.currentTarget instanceof HTMLSelectElement ? event.currentTarget.value || null : null)}
  >
    ${all.map((option) => html`<option .value=${option.value} .selected=${option.value === (value ?? "")}>${option.label}</option>`)}
  </select>`;
}

function fieldValue(event: Event): string {
  return event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value.trim() : "";
}

declare global {
  interface HTMLElementTagNameMap {
    "bursar-session-filters": SessionFilters;
  }
}

customElements.define("bursar-session-filters", SessionFilters);
