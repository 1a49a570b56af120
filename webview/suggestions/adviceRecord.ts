import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import type { FollowUp, FollowUpPage, KindRecord, SuggestionKind } from "../../src/shared/snapshot.ts";
import { ask, refusalText } from "../ask.ts";
import { levelIcon } from "../levelIcon.ts";
import { shared } from "../shared.styles.ts";
import "./followUps.ts";
import { kindName } from "./kindName.ts";
import { basisText, recordText, savedText, silenceText } from "./recordText.ts";

type Asking = { kind: "asking" } | { kind: "answered" } | { kind: "refused"; message: string };

/** Of the latest actions so many are shown before the reader asks for the rest. */
const FIRST = 8;

/** What advice saved and what it got wrong, in all and by kind; asked for from when it is `shown`, and again with news. */
export class AdviceRecord extends LitElement {
  static override properties = {
    shown: { type: Boolean },
    latest: {
      attribute: false,
      hasChanged: (now: unknown, before: unknown) => JSON.stringify(now) !== JSON.stringify(before),
    },
    now: { attribute: false },
    page: { state: true },
    asking: { state: true },
    whole: { state: true },
    notAgain: { state: true },
  };
  declare shown: boolean;
  /** What the Snapshot tells of the latest actions: when that changes, so have the sums. */
  declare latest: FollowUp[];
  declare now: number;
  /** Null until the first answer. */
  declare page: FollowUpPage | null;
  declare asking: Asking;
  /** Whether all actions are listed. */
  declare whole: boolean;
  /** Why a kind is not suggested again though that was asked for; null when there is nothing to say. */
  declare notAgain: { kind: SuggestionKind; message: string } | null;

  /** Counts the questions: what is answered to an earlier one is dropped. */
  #question = 0;

  static override styles = [
    shared,
    css`
      .sum {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--gap-small);
      }
      .sum .figure {
        font-size: var(--text-figure-small);
      }
      h4 {
        margin: var(--gap) 0 var(--gap-tight);
        font-size: var(--text-small);
        font-weight: var(--weight-strong);
      }
      .kinds li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--gap-tight) var(--gap);
        padding-block: var(--gap-tight);
        border-block-start: var(--hairline) solid var(--line);
      }
      .kinds .words {
        flex: 1 1 var(--column-row);
        min-inline-size: 0;
      }
      strong {
        font-weight: var(--weight-strong);
      }
      .status {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-small);
      }
      .all {
        margin-block-start: var(--gap-small);
      }
    `,
  ];

  constructor() {
    super();
    this.shown = false;
    this.latest = [];
    this.page = null;
    this.asking = { kind: "asking" };
    this.whole = false;
    this.notAgain = null;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (this.shown && (changed.has("shown") || changed.has("latest"))) void this.#ask();
  }

  override render(): unknown {
    if (!this.shown) return nothing;
    return html`<div class="status small" aria-live="polite">${this.#status()}</div>
      ${this.page === null ? nothing : this.#record(this.page)}`;
  }

  /** Figures that stand are not taken away while newer ones are asked for. */
  #status(): unknown {
    const { asking, page } = this;
    if (asking.kind === "refused") {
      return html`<p>${levelIcon("error")} ${asking.message}</p>
        <vscode-button secondary @click=${() => void this.#ask()}>${l10n.t("Try Again")}</vscode-button>`;
    }
    if (page === null) return html`<p class="muted">${l10n.t("Looking it up…")}</p>`;
    return isEmpty(page)
      ? html`<p class="muted">
          ${l10n.t("Nothing yet. Once you act on a suggestion, what comes of it is measured and summed here.")}
        </p>`
      : nothing;
  }

  #record(page: FollowUpPage): unknown {
    if (isEmpty(page)) return nothing;
    const { kinds, followUps, savedUsd } = page;
    const shown = this.whole ? followUps : followUps.slice(0, FIRST);
    return html`<p class="sum">
        <span class="figure number">${savedText(savedUsd)}</span>
        <span class="small muted">${basisText(page)}</span>
      </p>
      ${
        kinds.length === 0
          ? nothing
          : html`<h4>${l10n.t("By kind")}</h4>
              <ul class="kinds small">
                ${kinds.map((record) => this.#kind(record))}
              </ul>`
      }
      ${
        followUps.length === 0
          ? nothing
          : html`<h4>${l10n.t("Latest actions")}</h4>
              <bursar-follow-ups detailed .followUps=${shown} .now=${this.now}></bursar-follow-ups>`
      }
      ${
        shown.length === followUps.length
          ? nothing
          : html`<vscode-button class="all" secondary @click=${this.#showAll}
              >${l10n.t("Show All {0}", followUps.length)}</vscode-button
            >`
      }`;
  }

  #kind(record: KindRecord): unknown {
    const { kind, measured, savedUsd } = record;
    const silence = silenceText(record);
    const refusal = this.notAgain?.kind === kind ? this.notAgain.message : null;
    return html`<li>
      <div class="words">
        <p><strong>${kindName(kind)}</strong></p>
        <p class="muted">${recordText(record)}</p>
        ${silence === null ? nothing : html`<p>${silence}</p>`}
        ${refusal === null ? nothing : html`<p role="alert">${levelIcon("error")} ${refusal}</p>`}
      </div>
      ${measured === 0 ? nothing : html`<span class="number">${savedText(savedUsd)}</span>`}
      ${
        silence === null
          ? nothing
          : html`<vscode-button
              secondary
              aria-label=${l10n.t("Suggest again: {0}", kindName(kind))}
              @click=${() => void this.#again(kind)}
              >${l10n.t("Suggest Again")}</vscode-button
            >`
      }
    </li>`;
  }

  #showAll = (): void => {
    this.whole = true;
  };

  async #again(kind: SuggestionKind): Promise<void> {
    this.notAgain = null;
    try {
      await ask("wish", { kind: "again", suggestions: kind });
    } catch (error) {
      this.notAgain = { kind, message: refusalText(error) };
      return;
    }
    await this.#ask();
  }

  async #ask(): Promise<void> {
    const question = ++this.#question;
    this.asking = { kind: "asking" };
    try {
      const page = await ask("followUps", null);
      if (question !== this.#question) return;
      this.page = page;
      this.asking = { kind: "answered" };
    } catch (error) {
      if (question === this.#question) this.asking = { kind: "refused", message: refusalText(error) };
    }
  }
}

const isEmpty = ({ followUps, kinds }: FollowUpPage): boolean => followUps.length === 0 && kinds.length === 0;

customElements.define("bursar-advice-record", AdviceRecord);
