import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import "../limits/limits.ts";
import "../sessions/sessionCard.ts";
import "../sessions/sessionList.ts";
import { shared } from "../shared.styles.ts";
import "../suggestions/suggestions.ts";
import "./notFound.ts";
import { pageState } from "./pageState.ts";
import "./today.ts";
import "./welcome.ts";

/** Rows of other live sessions: more would push today's cost off the first screen. */
const MOST_OTHERS = 3;

/** The tab "Overview": the first screen. */
export class OverviewPage extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
  };
  declare snapshot: Snapshot;
  declare thresholds: Thresholds;
  declare now: number;

  static override styles = [
    shared,
    css`
      .page {
        --section-gap: var(--gap);
      }
      .page,
      .column {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: var(--gap);
      }
      /* Denser than elsewhere: all of it is to be seen at once. */
      bursar-limits,
      bursar-suggestions {
        --gap: var(--gap-small);
      }
      /* The tabs' line is above it already. */
      bursar-limits {
        --section-gap: 0;
        --section-line: transparent;
      }
      .halves {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--column-half)), 1fr));
        align-items: start;
        gap: var(--gap) var(--gap-section);
      }
      .halves > * {
        min-inline-size: 0;
      }
    `,
  ];

  override render(): unknown {
    const { snapshot, thresholds, now } = this;
    switch (pageState(snapshot)) {
      case "notFound":
        return html`<bursar-not-found .configDirs=${snapshot.configDirs}></bursar-not-found>`;
      case "firstRun":
        return html`<bursar-welcome .configDirs=${snapshot.configDirs}></bursar-welcome>`;
      case "sessions":
        return html`<div class="page">
          <bursar-limits .windows=${snapshot.windows} .thresholds=${thresholds} .now=${now}></bursar-limits>
          ${this.#whyNoSession()}
          <div class="halves">
            <div class="column">
              ${this.#sessions()}
              <bursar-today .snapshot=${snapshot}></bursar-today>
            </div>
            <bursar-suggestions .snapshot=${snapshot} .now=${now}></bursar-suggestions>
          </div>
        </div>`;
    }
  }

  #sessions(): unknown {
    const { snapshot, thresholds, now } = this;
    const { atHand, live } = snapshot;
    const others = live.filter(({ sessionId }) => sessionId !== atHand?.session.sessionId);
    return html`${
      atHand === null
        ? nothing
        : html`<bursar-session-card .atHand=${atHand} .thresholds=${thresholds} .now=${now}></bursar-session-card>`
    }
    ${
      others.length === 0
        ? nothing
        : html`<bursar-session-list
            .label=${atHand === null ? l10n.t("Live sessions") : l10n.t("Other live sessions")}
            .sessions=${others}
            .most=${MOST_OTHERS}
            .thresholds=${thresholds}
            .now=${now}
          ></bursar-session-list>`
    }`;
  }

  #whyNoSession(): unknown {
    const { atHand, live, index } = this.snapshot;
    if (live.length > 0) return nothing;
    if (index.kind === "idle") {
      return html`<p class="muted">
        ${l10n.t("No session is live. Start claude in a terminal, or open Claude Code’s panel: it shows up here with its first answer.")}
      </p>`;
    }
    return atHand === null ? html`<p class="muted">${l10n.t("No session found so far.")}</p>` : nothing;
  }
}

customElements.define("bursar-overview-page", OverviewPage);
