import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { costNote } from "../../src/shared/costNote.ts";
import { formatCost, formatPercent } from "../../src/shared/format.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { SessionView } from "../../src/shared/snapshot.ts";
import "../gauge.ts";
import { contextLevel } from "../level.ts";
import { levelIcon } from "../levelIcon.ts";
import { card, shared } from "../shared.styles.ts";
import { focusSession, openButton, rowStyles } from "./openButton.ts";
import { autoCompactMark, contextValueText, noFillText, runwayText, sessionName } from "./sessionText.ts";
import { status } from "./status.ts";

/** The live sessions, a line each, to be opened. Fires `open-row` with a session's id. */
export class LiveSessions extends LitElement {
  static override properties = {
    sessions: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
  };
  declare sessions: SessionView[];
  declare thresholds: Thresholds;
  declare now: number;

  static override styles = [
    shared,
    card,
    rowStyles,
    css`
      li {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--column-row)), 1fr));
        align-items: center;
        gap: var(--gap-hair) var(--gap-wide);
        padding-block: var(--gap-small);
        border-block-start: var(--hairline) solid var(--line);
      }
      li:last-child {
        padding-block-end: 0;
      }
      li > * {
        min-inline-size: 0;
      }
      .open {
        font-weight: var(--weight-strong);
      }
      .line {
        display: flex;
        justify-content: space-between;
        gap: var(--gap-small);
      }
      .states {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--gap);
      }
      .state {
        color: var(--ink);
      }
      bursar-gauge {
        margin-block: var(--gap-tight) var(--gap-hair);
      }
    `,
  ];

  override render(): unknown {
    return html`<section aria-labelledby="title">
      <h2 id="title" class="heading">${l10n.t("Live now")}</h2>
      <ul>
        ${repeat(
          this.sessions,
          ({ sessionId }) => sessionId,
          (session) => this.#row(session),
        )}
      </ul>
    </section>`;
  }

  focusSession(sessionId: string): boolean {
    return focusSession(this.renderRoot, sessionId);
  }

  #row(session: SessionView): unknown {
    const { context, cost, model, state } = session;
    return html`<li class="row">
      <div>
        ${openButton(session, this)}
        <p class="states small muted">
          <span>${session.project}</span>
          <span>${model?.name ?? l10n.t("no model yet")}</span>
          <span class="state">${status(state, this.now)}</span>
        </p>
      </div>
      <div>
        <p class="line small">
          <span class="number"
            >${
              context.kind === "known"
                ? html`${l10n.t("{0} of context", formatPercent(context.percent))}
                  ${levelIcon(contextLevel(context.percent, this.thresholds))}`
                : noFillText(context)
            }</span
          >
          <span class="number" title=${costNote(cost) || nothing}>${formatCost(cost)}</span>
        </p>
        ${
          context.kind === "known"
            ? html`<bursar-gauge
                  small
                  .percent=${context.percent}
                  .mark=${autoCompactMark(context)}
                  .level=${contextLevel(context.percent, this.thresholds)}
                  .label=${l10n.t("Context of {0}", sessionName(session))}
                  .valueText=${contextValueText(context)}
                ></bursar-gauge>
                <p class="small muted">${runwayText(context)}</p>`
            : nothing
        }
      </div>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "bursar-live-sessions": LiveSessions;
  }
}

customElements.define("bursar-live-sessions", LiveSessions);
