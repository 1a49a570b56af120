import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import { repeat } from "lit/directives/repeat.js";
import type { SessionState, Snapshot, Suggestion, SuggestionKind } from "../../src/shared/snapshot.ts";
import { ask, refusalText } from "../ask.ts";
import "../disclosure.ts";
import { Disclosure } from "../disclosure.ts";
import { levelIcon } from "../levelIcon.ts";
import { card, shared } from "../shared.styles.ts";
import "./adviceRecord.ts";
import "./followUps.ts";
import { kindName } from "./kindName.ts";
import "./suggestionCard.ts";
import { isHidden, refusalOf, stillWished, type Unwanted, type Wished } from "./wishes.ts";

/** What to do now, what came of what was done, and what all of it saved. */
export class Suggestions extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    now: { attribute: false },
    wished: { state: true },
    folds: { state: true },
    silenced: { state: true },
    said: { state: true },
    recordShown: { state: true },
  };
  declare snapshot: Snapshot;
  declare now: number;
  declare wished: Wished[];
  /** Which suggestions the reader, or their place, has unfolded (true) or folded, by id. */
  declare folds: ReadonlyMap<string, boolean>;
  /** The kind that was just wished away, and why that could not be taken back; null when there is none. */
  declare silenced: { kind: SuggestionKind; refusal: string | null } | null;
  /** For a screen reader: what became of the last wish. */
  declare said: string;
  declare recordShown: boolean;

  static override styles = [
    shared,
    card,
    css`
      bursar-suggestion-card + bursar-suggestion-card,
      .followed {
        margin-block-start: var(--gap);
        padding-block-start: var(--gap);
        border-block-start: var(--hairline) solid var(--line);
      }
      .silenced {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-tight) var(--gap);
        margin-block-end: var(--gap-small);
      }
      .empty {
        max-inline-size: var(--column-prose);
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--gap-tight) var(--gap);
        margin-block-end: var(--gap-small);
      }
      bursar-disclosure {
        min-inline-size: 0;
      }
      bursar-disclosure[open] {
        flex-basis: 100%;
      }
      .followed {
        display: grid;
        gap: var(--gap-tight);
      }
      .followed h3 {
        font-size: var(--text-small);
      }
    `,
  ];

  constructor() {
    super();
    this.wished = [];
    this.folds = new Map();
    this.silenced = null;
    this.said = "";
    this.recordShown = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("snapshot")) this.wished = stillWished(this.wished, this.snapshot.suggestions);
    const main = this.#main;
    // It stays unfolded when another one takes its place: nothing that is being read moves.
    if (main !== undefined && !this.folds.has(main.id)) this.#setFold(main.id, true);
  }

  /** The one to read first: of the session at hand, if there is one. */
  get #main(): Suggestion | undefined {
    const sessionId = this.snapshot.atHand?.session.sessionId;
    return this.#shown.find((suggestion) => suggestion.sessionId === sessionId) ?? this.#shown[0];
  }

  get #shown(): Suggestion[] {
    return this.snapshot.suggestions.filter((suggestion) => !isHidden(suggestion, this.wished));
  }

  override render(): unknown {
    const shown = this.#shown;
    return html`<section aria-labelledby="title">
      <div class="top">
        <h2 id="title" tabindex="-1">${l10n.t("Suggestions")}</h2>
        <bursar-disclosure name="adviceRecord" label=${l10n.t("What advice saved")} @disclose=${this.#discloseRecord}>
          <bursar-advice-record
            .shown=${this.recordShown}
            .latest=${this.snapshot.followUps}
            .now=${this.now}
          ></bursar-advice-record>
        </bursar-disclosure>
      </div>
      <p class="unseen" role="status">${this.said}</p>
      ${this.silenced === null ? nothing : this.#takeBack(this.silenced)} ${shown.length === 0 ? empty() : nothing}
      ${repeat(
        shown,
        ({ id }) => id,
        (suggestion) =>
          html`<bursar-suggestion-card
            .suggestion=${suggestion}
            .state=${this.#stateOf(suggestion)}
            .refusal=${refusalOf(suggestion, this.wished)}
            ?unfolded=${this.folds.get(suggestion.id) ?? false}
            @fold=${() => this.#setFold(suggestion.id, !this.folds.get(suggestion.id))}
            @unwanted=${({ detail }: CustomEvent<Unwanted>) => void this.#wish(suggestion, detail)}
          ></bursar-suggestion-card>`,
      )}
      ${this.#followedUp()}
    </section>`;
  }

  #followedUp(): unknown {
    const { followUps, atHand } = this.snapshot;
    if (followUps.length === 0) return nothing;
    return html`<div class="followed">
      <h3>${l10n.t("Followed up")}</h3>
      <bursar-follow-ups
        .followUps=${followUps}
        .plainSessionId=${atHand?.session.sessionId ?? null}
        .now=${this.now}
      ></bursar-follow-ups>
    </div>`;
  }

  #takeBack({ kind, refusal }: { kind: SuggestionKind; refusal: string | null }): unknown {
    return html`<div class="silenced small">
      <p>${l10n.t("Not suggested any more: {0}.", kindName(kind))}</p>
      <vscode-button secondary @click=${() => void this.#again(kind)}>${l10n.t("Undo")}</vscode-button>
      ${refusal === null ? nothing : html`<p role="alert">${levelIcon("error")} ${refusal}</p>`}
    </div>`;
  }

  #stateOf({ sessionId }: Suggestion): SessionState | null {
    const { live, recent } = this.snapshot;
    return [...live, ...recent].find((session) => session.sessionId === sessionId)?.state ?? null;
  }

  #setFold(id: string, unfolded: boolean): void {
    this.folds = new Map(this.folds).set(id, unfolded);
  }

  #discloseRecord = (event: Event): void => {
    this.recordShown = event.currentTarget instanceof Disclosure && event.currentTarget.open;
  };

  /** Out of sight at once; a refusal brings it back. */
  async #wish({ id: suggestionId, title }: Suggestion, wish: Unwanted): Promise<void> {
    const others = this.wished.filter((each) => each.suggestionId !== suggestionId);
    this.wished = [...others, { wish, suggestionId, refusal: null }];
    this.silenced = wish.kind === "never" ? { kind: wish.suggestions, refusal: null } : null;
    this.said = doneText(wish.kind, title);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#title")?.focus();
    try {
      await ask("wish", wish);
    } catch (error) {
      this.wished = this.wished.map((each) =>
        each.suggestionId === suggestionId ? { ...each, refusal: refusalText(error) } : each,
      );
      this.silenced = null;
      this.said = "";
    }
  }

  async #again(kind: SuggestionKind): Promise<void> {
    try {
      await ask("wish", { kind: "again", suggestions: kind });
    } catch (error) {
      this.silenced = { kind, refusal: refusalText(error) };
      return;
    }
    this.wished = this.wished.filter(({ wish }) => wish.kind !== "never" || wish.suggestions !== kind);
    this.silenced = null;
    this.said = l10n.t("Suggested again: {0}", kindName(kind));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#title")?.focus();
  }
}

function doneText(kind: Unwanted["kind"], title: string): string {
  switch (kind) {
    case "dismiss":
      return l10n.t("Dismissed: {0}", title);
    case "snooze":
      return l10n.t("Snoozed for 4 hours: {0}", title);
    case "never":
      return l10n.t("Not suggested any more: {0}", title);
  }
}

const empty = (): unknown =>
  html`<p class="muted empty">
    ${l10n.t("None now. A suggestion appears when following it would save more than it costs, at a moment that suits: after a commit or passing tests, when a task is done, or before a cache goes cold.")}
  </p>`;

customElements.define("bursar-suggestions", Suggestions);
