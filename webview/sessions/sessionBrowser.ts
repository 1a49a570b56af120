import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import { costNote } from "../../src/shared/costNote.ts";
import { formatCost } from "../../src/shared/format.ts";
import type { SessionsPage, SessionsQuery } from "../../src/shared/historyPages.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { Asked } from "../asked.ts";
import { refusal } from "../refusal.ts";
import { Refresh } from "../refresh.ts";
import { card, shared } from "../shared.styles.ts";
import { chosen, rememberChosen } from "../vscodeApi.ts";
import { focusSession } from "./openButton.ts";
import "./pager.ts";
import "./sessionFilters.ts";
import "./sessionTable.ts";
import { countText } from "./sessionTableText.ts";
import { FIRST_QUERY, isNarrowed, narrowedTo, pageRange, readQuery, stillThere, writeQuery } from "./sessionsQuery.ts";
import { sessionsMark } from "./snapshotMark.ts";

/** Under which the panel remembers what was asked for. */
const REMEMBERED = "sessions";

/** From so many rows on, the pages are turned below the table too. */
const LONG = 20;

/** Every session that is known, to be searched, filtered, sorted and turned by the page. A row fires `open-row`. */
export class SessionBrowser extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    now: { attribute: false },
    query: { state: true },
  };
  declare snapshot: Snapshot;
  declare now: number;
  declare query: SessionsQuery;

  #asked = new Asked(this, "sessions");
  #refresh = new Refresh(this, () => this.#ask());
  /** What was answered last; it stays when a later answer is refused. */
  #page: SessionsPage | null = null;

  static override styles = [
    shared,
    card,
    css`
      .state {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-small);
        padding-block: var(--gap-small);
      }
      .above {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--gap-tight) var(--gap);
        margin-block: var(--gap-small);
      }
      bursar-pager {
        margin-inline-start: auto;
      }
      .below {
        display: flex;
        justify-content: end;
        margin-block-start: var(--gap-small);
      }
    `,
  ];

  constructor() {
    super();
    this.query = readQuery(chosen(REMEMBERED));
  }

  focusSession(sessionId: string): boolean {
    const table = this.renderRoot.querySelector("bursar-session-table");
    if (table !== null && focusSession(table.renderRoot, sessionId)) return true;
    this.renderRoot.querySelector("bursar-session-filters")?.focus();
    return false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) this.#ask();
    if (changed.has("snapshot")) this.#refresh.watch(sessionsMark(this.snapshot));
    const { answer } = this.#asked;
    if (answer.kind !== "answered") return;
    this.#page = answer.value;
    const instead = answer.asking ? null : stillThere(this.query, answer.value.found);
    if (instead !== null) this.#turn(instead);
  }

  #ask(): void {
    this.#refresh.asked();
    void this.#asked.ask(this.query);
  }

  #turn(query: SessionsQuery): void {
    this.query = query;
    rememberChosen(REMEMBERED, writeQuery(query));
    this.#ask();
  }

  #take = (event: CustomEvent<SessionsQuery>): void => this.#turn(event.detail);

  override render(): unknown {
    const page = this.#page;
    return html`<section aria-labelledby="title" aria-busy=${this.#asking ? "true" : "false"}>
      <h2 id="title" class="heading">${l10n.t("All sessions")}</h2>
      <bursar-session-filters
        .query=${this.query}
        .page=${page}
        @narrow=${(event: CustomEvent<Parameters<typeof narrowedTo>[1]>) => this.#turn(narrowedTo(this.query, event.detail))}
      ></bursar-session-filters>
      ${this.#refused()} ${page === null ? this.#waiting() : this.#found(page)}
    </section>`;
  }

  get #asking(): boolean {
    const { answer } = this.#asked;
    return answer.kind === "waiting" || (answer.kind === "answered" && answer.asking);
  }

  #waiting(): unknown {
    if (this.#asked.answer.kind === "refused") return nothing;
    return html`<p class="state muted" role="status">${l10n.t("Looking up the sessions…")}</p>`;
  }

  #refused(): unknown {
    const { answer } = this.#asked;
    if (answer.kind !== "refused") return nothing;
    return refusal(answer.message, () => this.#ask());
  }

  #found(page: SessionsPage): unknown {
    const range = pageRange(this.query, page);
    const pager = (label: string): unknown =>
      html`<bursar-pager label=${label} .range=${range} .found=${page.found} @turn=${this.#take}></bursar-pager>`;
    return html`<div class="above">
        <p role="status" title=${costNote(page.cost) || nothing}>
          ${countText(page.found)}${page.found === 0 ? nothing : html`, <span class="number">${l10n.t("{0} together", formatCost(page.cost))}</span>`}
        </p>
        ${page.found > page.rows.length ? pager(l10n.t("Pages")) : nothing}
      </div>
      ${
        page.found === 0
          ? this.#nothingFound()
          : html`<bursar-session-table
              .rows=${page.rows}
              .query=${this.query}
              .now=${this.now}
              @sort=${this.#take}
            ></bursar-session-table>`
      }
      ${page.found > page.rows.length && page.rows.length >= LONG ? html`<div class="below">${pager(l10n.t("Pages, below the table"))}</div>` : nothing}`;
  }

  #nothingFound(): unknown {
    if (!isNarrowed(this.query)) {
      return html`<p class="muted">${l10n.t("Sessions appear here as soon as Claude Code has written some.")}</p>`;
    }
    return html`<div class="state">
      <span>${l10n.t("No session matches what you search for and filter by.")}</span>
      <vscode-button secondary @click=${this.#clear}>${l10n.t("Show All Sessions")}</vscode-button>
    </div>`;
  }

  #clear = (): void => {
    const { search, project, model } = FIRST_QUERY;
    this.#turn(narrowedTo(this.query, { search, project, model }));
    // The button goes: the focus must not go with it.
    this.renderRoot.querySelector("bursar-session-filters")?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "bursar-session-browser": SessionBrowser;
  }
}

customElements.define("bursar-session-browser", SessionBrowser);
