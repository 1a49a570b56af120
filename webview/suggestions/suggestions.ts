import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import type { SessionState, SessionView, Suggestion } from "../../src/shared/snapshot.ts";
import { card, shared } from "../shared.styles.ts";
import { post } from "../vscodeApi.ts";
import { arithmeticValue } from "./arithmeticText.ts";

/** What to do now, why, by which arithmetic, and a button that does it. */
export class Suggestions extends LitElement {
  static override properties = { suggestions: { attribute: false }, sessions: { attribute: false } };
  declare suggestions: Suggestion[];
  /** The sessions that the suggestions may speak of. */
  declare sessions: SessionView[];

  static override styles = [
    shared,
    card,
    css`
      article + article {
        margin-block-start: var(--gap-wide);
        padding-block-start: var(--gap-wide);
        border-block-start: var(--hairline) solid var(--line);
      }
      h3 {
        display: flex;
        gap: var(--gap-small);
      }
      .why {
        max-inline-size: var(--column-prose);
        margin-block: var(--gap-tight) var(--gap);
      }
      table {
        max-inline-size: var(--column-half);
      }
      .source {
        inline-size: 0;
        text-align: start;
        white-space: nowrap;
      }
      vscode-button {
        margin-block-start: var(--gap);
      }
    `,
  ];

  override render(): unknown {
    return html`<section aria-labelledby="title">
      <h2 id="title" class="heading">Suggestions</h2>
      ${
        this.suggestions.length === 0
          ? html`<p class="muted">None now. One appears when compacting a session would save more than it costs.</p>`
          : nothing
      }
      ${repeat(
        this.suggestions,
        (suggestion) => suggestion.id,
        (suggestion) => this.#suggestion(suggestion),
      )}
    </section>`;
  }

  #suggestion(suggestion: Suggestion): unknown {
    const state = this.sessions.find(({ sessionId }) => sessionId === suggestion.sessionId)?.state;
    return html`<article>
      <h3 class="info"><vscode-icon name="lightbulb"></vscode-icon>${suggestion.title}</h3>
      <p class="why">${suggestion.why}</p>
      <table class="small" aria-label="The arithmetic">
        <tbody>
          ${suggestion.arithmetic.map(
            (line) =>
              html`<tr>
                <th scope="row">${line.label}</th>
                <td class="number">${arithmeticValue(line)}</td>
                <td class="source muted">${line.source}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <vscode-button @click=${() => post({ type: "act", suggestionId: suggestion.id })}
        >${actionLabel(suggestion, state)}</vscode-button
      >
    </article>`;
  }
}

/** Only a session in a terminal can be typed into; for the others the host copies. */
function actionLabel({ action }: Suggestion, state: SessionState | undefined): string {
  return state?.kind === "live" && state.host !== "terminal"
    ? `Copy ${action.command} to the clipboard`
    : `Insert ${action.command} into its terminal`;
}

customElements.define("bursar-suggestions", Suggestions);
