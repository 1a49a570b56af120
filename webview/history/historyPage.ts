import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import type { CalendarPage } from "../../src/shared/historyPages.ts";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { Asked } from "../asked.ts";
import { Refresh } from "../refresh.ts";
import { refusal } from "../refusal.ts";
import { card, shared } from "../shared.styles.ts";
import { todayMark } from "../todayMark.ts";
import "./dayCalendar.ts";
import { hasUse } from "./dayCalendar.data.ts";
import "./historyChart.ts";
import "./peakDays.ts";
import { usagePattern } from "./usagePattern.ts";

/** What was spent over time: the bars, a calendar of days, the user's pattern, and the days that stand out. */
export class HistoryPage extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
  };
  declare snapshot: Snapshot;
  declare thresholds: Thresholds;
  declare now: number;

  #asked = new Asked(this, "calendar");
  #refresh = new Refresh(this, () => this.#ask());

  static override styles = [
    shared,
    card,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap-section);
      }
      .beside {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-section);
      }
      .beside > * {
        flex: 1 1 var(--column-gauge);
        min-inline-size: 0;
      }
      .beside > section {
        block-size: auto;
      }
      .beside > .peaks {
        flex: 3 1 var(--column-half);
      }
      .pattern p {
        max-inline-size: var(--column-prose);
        margin-block-end: var(--gap-tight);
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ask();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("snapshot")) this.#refresh.watch(todayMark(this.snapshot));
  }

  #ask(): void {
    this.#refresh.asked();
    void this.#asked.ask(null);
  }

  override render(): unknown {
    return html`<bursar-history-chart .snapshot=${this.snapshot}></bursar-history-chart>${this.#days()}`;
  }

  #days(): unknown {
    const { answer } = this.#asked;
    switch (answer.kind) {
      case "waiting":
        return this.#calendar(html`<p class="muted">${l10n.t("Looking it up…")}</p>`);
      case "refused":
        return this.#calendar(refusal(answer.message, () => this.#ask()));
      case "answered":
        return answer.value.days.some(hasUse) ? this.#year(answer.value) : nothing;
    }
  }

  #year(page: CalendarPage): unknown {
    return html`${this.#calendar(html`<bursar-day-calendar .days=${page.days}></bursar-day-calendar>`)}
      <div class="beside">
        <section class="pattern" aria-labelledby="pattern">
          <h2 id="pattern" class="heading">${l10n.t("Your pattern")}</h2>
          ${usagePattern(page)}
        </section>
        ${
          page.pattern === null
            ? nothing
            : html`<section class="peaks" aria-labelledby="peaks">
                <h2 id="peaks" class="heading">${l10n.t("Peak days")}</h2>
                <bursar-peak-days .peaks=${page.peaks}></bursar-peak-days>
              </section>`
        }
      </div>`;
  }

  #calendar(content: unknown): unknown {
    return html`<section aria-labelledby="calendar">
      <h2 id="calendar" class="heading">${l10n.t("Calendar")}</h2>
      ${content}
    </section>`;
  }
}

customElements.define("bursar-history-page", HistoryPage);
