import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { formatCost, formatCount, formatTokens } from "../../src/shared/format.ts";
import type { SessionTimeline } from "../../src/shared/historyPages.ts";
import { titleText } from "../sessions/openButton.ts";
import { card, shared } from "../shared.styles.ts";
import { periodText } from "./timelineText.ts";

/** What a session is and came to. */
export class SessionHead extends LitElement {
  static override properties = {
    timeline: { attribute: false },
    now: { attribute: false },
  };
  declare timeline: SessionTimeline;
  declare now: number;

  static override styles = [
    shared,
    card,
    css`
      h2 {
        overflow-wrap: anywhere;
      }
      .facts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(var(--column-short), max-content));
        gap: var(--gap-small) var(--gap-wide);
        margin-block-start: var(--gap-small);
      }
      .facts > div {
        display: flex;
        flex-direction: column-reverse;
      }
      dd {
        font-size: var(--text-figure-small);
        line-height: var(--leading-figure);
      }
      .where {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--gap);
      }
    `,
  ];

  override render(): unknown {
    const { session, models } = this.timeline;
    const { cost } = session;
    return html`<section aria-labelledby="title">
      <h2 id="title">${titleText(session)}</h2>
      <p class="where small muted">
        <span title=${session.projectRoot ?? nothing}>${session.project}</span>
        <span>${models.length === 0 ? l10n.t("no model yet") : models.map(({ name }) => name).join(", ")}</span>
        <span>${periodText(session.startedAt, session.lastActivity, this.now)}</span>
        ${session.live ? html`<span>${l10n.t("live")}</span>` : nothing}
      </p>
      <dl class="facts">
        ${fact(l10n.t("Cost"), formatCost(cost), costNote(cost))}
        ${fact(l10n.t("Requests"), formatCount(cost.requests))}
        ${fact(l10n.t("Peak context, tokens"), formatTokens(session.peakContext))}
        ${fact(l10n.t("Compactions"), formatCount(session.compactions))}
      </dl>
    </section>`;
  }
}

function fact(name: string, value: string, note = ""): unknown {
  return html`<div>
    <dt class="small muted">${name}</dt>
    <dd class="number" title=${note || nothing}>${value}</dd>
  </div>`;
}

customElements.define("bursar-session-head", SessionHead);
