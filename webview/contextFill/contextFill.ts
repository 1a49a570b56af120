import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { formatClock } from "../../src/shared/format.ts";
import type { ContextFill } from "../../src/shared/historyPages.ts";
import { Asked } from "../asked.ts";
import { refusal } from "../refusal.ts";
import { card, shared } from "../shared.styles.ts";
import { fillRows, type KnownFill } from "./fill.data.ts";
import "./fillBar.ts";
import { asOfText, fillSummary, knownText, partText, tokensText } from "./fillText.ts";
import "./fillTable.ts";

/** What fills the context of a session now. */
export class ContextFillCard extends LitElement {
  static override properties = {
    sessionId: { attribute: false },
    mark: { attribute: false },
    now: { attribute: false },
  };
  declare sessionId: string;
  /** Another one: there is something new to ask for. */
  declare mark: string;
  declare now: number;

  #asked = new Asked(this, "contextFill");
  /** What was answered last; it stays when a later answer is refused. */
  #fill: ContextFill | null = null;

  static override styles = [
    shared,
    card,
    css`
      .halves {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--column-half)), 1fr));
        gap: var(--gap) var(--gap-section);
        margin-block-start: var(--gap);
      }
      .halves > * {
        min-inline-size: 0;
      }
      h3 {
        margin-block-end: var(--gap-tight);
      }
      li {
        padding-block: var(--gap-hair);
      }
      li + li {
        border-block-start: var(--hairline) solid var(--line);
      }
      .line {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--gap);
      }
      .what {
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("sessionId") || changed.has("mark")) this.#ask();
    const { answer } = this.#asked;
    if (answer.kind === "answered") this.#fill = answer.value;
  }

  #ask(): void {
    void this.#asked.ask({ sessionId: this.sessionId });
  }

  override render(): unknown {
    return html`<section aria-labelledby="title">
      <div class="heading">
        <h2 id="title">${l10n.t("What fills the context")}</h2>
        ${this.#fill?.kind === "known" ? html`<span class="muted small">${asOfText(this.#fill, this.now)}</span>` : nothing}
      </div>
      ${this.#refused()} ${this.#fill === null ? this.#waiting() : this.#answered(this.#fill)}
    </section>`;
  }

  #waiting(): unknown {
    if (this.#asked.answer.kind === "refused") return nothing;
    return html`<p class="muted" role="status">${l10n.t("Reading the transcript…")}</p>`;
  }

  #refused(): unknown {
    const { answer } = this.#asked;
    if (answer.kind !== "refused") return nothing;
    return refusal(answer.message, () => this.#ask());
  }

  #answered(fill: ContextFill): unknown {
    if (fill.kind === "unknown") return html`<p>${l10n.t("Not known: {0}", fill.reason)}</p>`;
    const rows = fillRows(fill);
    return html`<bursar-fill-bar .rows=${rows} .label=${fillSummary(rows)}></bursar-fill-bar>
      <div class="halves">
        <bursar-fill-table .rows=${rows}></bursar-fill-table>
        ${fill.largest.length === 0 ? nothing : this.#largest(fill.largest)}
      </div>`;
  }

  #largest(largest: KnownFill["largest"]): unknown {
    return html`<div>
      <h3 id="largest">${l10n.t("Largest additions")}</h3>
      <ul class="small" aria-labelledby="largest">
        ${largest.map(
          ({ part, label, tokens, exact, at }) =>
            html`<li>
              <p class="line">
                <span class="what" title=${label}>${label}</span>
                <span class="number">${tokensText(tokens)}</span>
              </p>
              <p class="line muted">
                <span class="what">${partText(part)}</span>
                <span class="number">${l10n.t("{0}, since {1}", knownText(exact), formatClock(at, this.now))}</span>
              </p>
            </li>`,
        )}
      </ul>
    </div>`;
  }
}

customElements.define("bursar-context-fill", ContextFillCard);
