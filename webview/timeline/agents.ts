import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { formatCost, formatCount } from "../../src/shared/format.ts";
import type { SessionRow, SessionTimeline } from "../../src/shared/historyPages.ts";
import { card, shared } from "../shared.styles.ts";

/** What the session's agents cost beside its main chain. */
export class Agents extends LitElement {
  static override properties = {
    session: { attribute: false },
    agents: { attribute: false },
  };
  declare session: SessionRow;
  declare agents: SessionTimeline["agents"];

  static override styles = [
    shared,
    card,
    css`
      .scroll {
        max-inline-size: var(--column-prose);
      }
    `,
  ];

  override render(): unknown {
    return html`<section aria-labelledby="title">
      <div class="heading">
        <h2 id="title">${l10n.t("Beside the main chain")}</h2>
        <span class="muted small">${l10n.t("counted in the session’s {0}", formatCost(this.session.cost))}</span>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${l10n.t("Cost by agent")}>
        <table>
          <thead>
            <tr>
              <th scope="col">${l10n.t("Agent")}</th>
              <th scope="col">${l10n.t("Requests")}</th>
              <th scope="col">${l10n.t("Cost")}</th>
            </tr>
          </thead>
          <tbody>
            ${this.agents.map(
              ({ name, cost }) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  <td class="number">${formatCount(cost.requests)}</td>
                  <td class="number" title=${costNote(cost) || nothing}>${formatCost(cost)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }
}

customElements.define("bursar-agents", Agents);
