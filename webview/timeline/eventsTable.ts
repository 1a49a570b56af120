import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { formatClock, formatCount, formatTokens } from "../../src/shared/format.ts";
import type { SessionTimeline } from "../../src/shared/historyPages.ts";
import { Disclosure } from "../disclosure.ts";
import { shared } from "../shared.styles.ts";
import { turnButton, turnStyles } from "../turnButton.ts";
import { rowRange, type RowRange } from "./eventsRange.ts";
import { timelineEvents, type TimelineEvent } from "./timelineEvents.ts";
import { usdText } from "./timelineText.ts";

/** The chart's events as a table, on demand. */
export class EventsTable extends LitElement {
  static override properties = {
    timeline: { attribute: false },
    now: { attribute: false },
    shown: { state: true },
    page: { state: true },
  };
  declare timeline: SessionTimeline;
  declare now: number;
  declare shown: boolean;
  declare page: number;

  static override styles = [
    shared,
    turnStyles,
    css`
      table {
        max-inline-size: calc(1.4 * var(--column-prose));
      }
      .what {
        inline-size: 100%;
        min-inline-size: var(--column-filter);
        text-align: start;
      }
    `,
  ];

  constructor() {
    super();
    this.shown = false;
    this.page = 0;
  }

  override render(): unknown {
    return html`<bursar-disclosure
      name="timelineEvents"
      label=${l10n.t("Show the dearest requests and all events as a table")}
      @disclose=${this.#disclose}
      >${this.shown ? this.#table(timelineEvents(this.timeline)) : nothing}</bursar-disclosure
    >`;
  }

  #disclose = (event: Event): void => {
    this.shown = event.currentTarget instanceof Disclosure && event.currentTarget.open;
  };

  #table(events: TimelineEvent[]): unknown {
    if (events.length === 0)
      return html`<p class="small muted">
        ${l10n.t("Nothing to tell: no request has a price, and no event happened.")}
      </p>`;
    const range = rowRange(events.length, this.page);
    return html`${range.to - range.from < events.length ? this.#pager(range, events.length) : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${l10n.t("Events")}>
        <table class="small">
          <thead>
            <tr>
              <th scope="col">${l10n.t("Request")}</th>
              <th scope="col" class="what">${l10n.t("What happened")}</th>
              <th scope="col">${l10n.t("When")}</th>
              <th scope="col" class="nowrap">${l10n.t("Context, tokens")}</th>
              <th scope="col">${l10n.t("Cost")}</th>
            </tr>
          </thead>
          <tbody>
            ${events.slice(range.from, range.to).map((event) => this.#row(event))}
          </tbody>
        </table>
      </div>`;
  }

  #pager({ from, to, previous, next }: RowRange, count: number): unknown {
    const turn = (page: number | null) => (page === null ? null : () => (this.page = page));
    return html`<nav aria-label=${l10n.t("Events")}>
      ${turnButton("left", l10n.t("Previous page"), turn(previous))}
      <span class="small number"
        >${l10n.t("{0}–{1} of {2}", formatCount(from + 1), formatCount(to), formatCount(count))}</span
      >
      ${turnButton("right", l10n.t("Next page"), turn(next))}
    </nav>`;
  }

  #row({ number, what, at, context, usd }: TimelineEvent): unknown {
    return html`<tr>
      <th scope="row" class="number">${number === null ? l10n.t("after the last") : formatCount(number)}</th>
      <td class="what">${what.join(" ")}</td>
      <td class="number">${formatClock(at, this.now)}</td>
      <td class="number">${context === null ? "–" : formatTokens(context)}</td>
      <td class="number">${number === null ? "–" : usdText(usd)}</td>
    </tr>`;
  }
}

customElements.define("bursar-timeline-events", EventsTable);
