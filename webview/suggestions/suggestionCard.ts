import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { savingText } from "../../src/shared/savingText.ts";
import type { SessionState, Suggestion } from "../../src/shared/snapshot.ts";
import "../disclosure.ts";
import { levelIcon } from "../levelIcon.ts";
import { shared } from "../shared.styles.ts";
import { sourceWord } from "../sourceText.ts";
import { post } from "../vscodeApi.ts";
import { actionText } from "./actionText.ts";
import { arithmeticValue } from "./arithmeticText.ts";
import { codeText } from "./codeText.ts";
import "./menu.ts";
import type { Unwanted } from "./wishes.ts";

const UNWANTED = ["dismiss", "snooze", "never"] as const satisfies Unwanted["kind"][];

const isUnwanted = (value: string): value is Unwanted["kind"] => UNWANTED.some((kind) => kind === value);

function unwantedLabel(kind: Unwanted["kind"]): string {
  switch (kind) {
    case "dismiss":
      return l10n.t("Dismiss");
    case "snooze":
      return l10n.t("Snooze 4 h");
    case "never":
      return l10n.t("Not this kind");
  }
}

function confidenceLabel(level: Suggestion["confidence"]["level"]): string {
  switch (level) {
    case "high":
      return l10n.t("High confidence");
    case "medium":
      return l10n.t("Medium confidence");
    case "low":
      return l10n.t("Low confidence");
  }
}

/**
 * One suggestion: what to do and what it saves; unfolded also why, what a click does and how that is worked out. Fires
 * `unwanted` with a wish as its detail, and `fold` when it is to be folded or unfolded.
 */
export class SuggestionCard extends LitElement {
  static override properties = {
    suggestion: { attribute: false },
    state: { attribute: false },
    refusal: { attribute: false },
    unfolded: { type: Boolean },
  };
  declare suggestion: Suggestion;
  /** Of its session; null where it has none. */
  declare state: SessionState | null;
  /** Why a wish about it was not taken up; null when there is nothing to say. */
  declare refusal: string | null;
  declare unfolded: boolean;

  static override styles = [
    shared,
    css`
      .top {
        display: flex;
        align-items: start;
        justify-content: space-between;
        gap: var(--gap-small);
      }
      h3 {
        flex: 1;
        min-inline-size: 0;
      }
      .fold {
        display: flex;
        justify-content: space-between;
        gap: var(--gap-small);
        inline-size: 100%;
        margin: 0;
        padding: 0;
        border: 0;
        border-radius: var(--radius-small);
        color: inherit;
        background: none;
        font: inherit;
        text-align: start;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .fold vscode-icon {
        flex: none;
      }
      .why,
      .saving {
        max-inline-size: var(--column-prose);
      }
      .saving {
        font-variant-numeric: tabular-nums;
      }
      .saving::first-letter {
        text-transform: uppercase;
      }
      .why {
        margin-block-start: var(--gap-tight);
      }
      .act {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: var(--gap-tight) var(--gap);
        margin-block-start: var(--gap-small);
      }
      .act > ul {
        flex: 1 1 var(--column-row);
        min-inline-size: 0;
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-tight) var(--gap-section);
        margin-block-start: var(--gap-small);
      }
      bursar-disclosure {
        min-inline-size: 0;
      }
      bursar-disclosure[open] {
        flex-basis: 100%;
      }
      table {
        max-inline-size: var(--column-half);
      }
      .source {
        inline-size: 0;
        text-align: start;
        white-space: nowrap;
      }
    `,
  ];

  override render(): unknown {
    const { suggestion, unfolded } = this;
    const { title, saving } = suggestion;
    return html`<article aria-labelledby="title">
      <div class="top">
        <h3>
          <button class="fold" id="title" aria-expanded=${unfolded ? "true" : "false"} @click=${this.#fold}>
            ${title}<vscode-icon name=${unfolded ? "chevron-up" : "chevron-down"}></vscode-icon>
          </button>
        </h3>
        <bursar-menu
          label=${l10n.t("Dismiss or snooze: {0}", title)}
          .items=${UNWANTED.map((value) => ({ value, label: unwantedLabel(value) }))}
          @choose=${this.#choose}
        ></bursar-menu>
      </div>
      <p class=${saving.usd === null && saving.window === null ? "saving muted" : "saving"}>
        ${savingText(saving) ?? l10n.t("what it saves cannot be told beforehand")}
      </p>
      ${this.refusal === null ? nothing : html`<p role="alert">${levelIcon("error")} ${this.refusal}</p>`}
      ${unfolded ? this.#details() : nothing}
    </article>`;
  }

  #details(): unknown {
    const { suggestion } = this;
    const { why, kind, confidence, arithmetic } = suggestion;
    return html`<p class="why">${codeText(why)}</p>
      ${this.#action()}
      <div class="more">
        <bursar-disclosure name=${`confidence:${kind}`} label=${confidenceLabel(confidence.level)}>
          <p class="small why">${confidence.reason}</p>
        </bursar-disclosure>
        <bursar-disclosure name=${`arithmetic:${kind}`} label=${l10n.t("The arithmetic")}>
          <table class="small" aria-label=${l10n.t("The arithmetic")}>
            <tbody>
              ${arithmetic.map(
                (line) =>
                  html`<tr>
                    <th scope="row">${line.label}</th>
                    <td class="number">${arithmeticValue(line)}</td>
                    <td class="source muted">${sourceWord(line.source)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </bursar-disclosure>
      </div>`;
  }

  #action(): unknown {
    const { suggestion, state } = this;
    const action = actionText(suggestion, state);
    if (action === null) return nothing;
    return html`<div class="act">
      <vscode-button icon=${action.icon} @click=${() => post({ type: "act", suggestionId: suggestion.id })}
        >${action.label}</vscode-button
      >
      <ul class="small">
        <li>${codeText(action.click)}</li>
        ${suggestion.sideEffects.map((effect) => html`<li class="muted">${codeText(effect)}</li>`)}
      </ul>
    </div>`;
  }

  #fold = (): void => {
    this.dispatchEvent(new Event("fold"));
  };

  #choose = ({ detail }: CustomEvent<string>): void => {
    if (!isUnwanted(detail)) return;
    const { id, kind } = this.suggestion;
    const wish: Unwanted =
      detail === "never" ? { kind: "never", suggestions: kind } : { kind: detail, suggestionId: id };
    this.dispatchEvent(new CustomEvent("unwanted", { detail: wish }));
  };
}

customElements.define("bursar-suggestion-card", SuggestionCard);
