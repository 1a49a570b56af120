import * as l10n from "@vscode/l10n";
import { html, LitElement, type PropertyValues } from "lit";
import { shared } from "../shared.styles.ts";
import {
  type CalendarDay,
  type CalendarLayout,
  calendarLayout,
  dayAfterKey,
  type DayCell,
  hasUse,
} from "./dayCalendar.data.ts";
import { dayCalendarStyles } from "./dayCalendar.styles.ts";
import { daySaid } from "./dayCalendarText.ts";
import { firstWeekday, monthName, weekdayNames } from "./dayText.ts";

/** A year of days, a column a week; the larger and stronger the mark, the dearer the day. */
export class DayCalendar extends LitElement {
  static override properties = {
    days: { attribute: false },
    current: { state: true },
    pointed: { state: true },
  };
  /** Oldest first, today last. */
  declare days: CalendarDay[];
  /** The day that has the Tab key, by its place among the days shown; null: today. */
  declare current: number | null;
  declare pointed: number | null;

  #layout: CalendarLayout = { rows: [], days: [], months: [] };
  /** One a day shown. */
  #said: string[] = [];

  static override styles = [shared, dayCalendarStyles];

  constructor() {
    super();
    this.days = [];
    this.current = null;
    this.pointed = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("days")) return;
    this.#layout = calendarLayout(this.days, firstWeekday());
    const firstUse = this.#layout.days.findIndex(hasUse);
    this.#said = this.#layout.days.map((day, index) => daySaid(day, firstUse >= 0 && index >= firstUse));
  }

  /** The latest weeks matter most: where not all have room, they are in view. With the frame, which lays the page out anyway. */
  override firstUpdated(): void {
    const box = this.renderRoot.querySelector(".box");
    requestAnimationFrame(() => {
      if (box !== null) box.scrollLeft = box.scrollWidth;
    });
  }

  override render(): unknown {
    const first = firstWeekday();
    const names = weekdayNames(first);
    const shown = this.pointed ?? this.#current;
    return html`<div class="box small">
        <div
          class="grid"
          role="grid"
          aria-label=${l10n.t("Calendar of the last 53 weeks: cost per day. The arrow keys move along the days.")}
          @keydown=${this.#key}
          @focusin=${this.#focus}
          @pointerover=${this.#point}
          @pointerleave=${() => (this.pointed = null)}
        >
          <div class="months" aria-hidden="true">
            <span class="side"></span>
            ${Array.from({ length: this.#layout.rows[0]?.length ?? 0 }, (_, column) => this.#month(column))}
          </div>
          ${this.#layout.rows.map(
            (cells, row) =>
              html`<div role="row">
                <span class="side" role="rowheader"
                  ><span class=${(row + first) % 2 === 1 ? "" : "unseen"}>${names[row]}</span></span
                >
                ${cells.map((cell) => this.#cell(cell))}
              </div>`,
          )}
        </div>
      </div>
      <div class="below small">
        <p class="said">${this.#said[shown]}</p>
        <p class="scale muted">
          ${l10n.t("No use")}
          ${([0, 1, 2, 3, 4] as const).map((level) => html`<span class="day level-${level}"><span class="mark"></span></span>`)}
          ${l10n.t("Dearest quarter of the days")}
        </p>
      </div>`;
  }

  #month(column: number): unknown {
    const month = this.#layout.months.find((each) => each.column === column);
    return html`<span class="month">${month === undefined ? "" : monthName(month.day)}</span>`;
  }

  #cell(cell: DayCell | null): unknown {
    if (cell === null) return html`<span role="gridcell"></span>`;
    const index = cell.index;
    const today = index === this.#layout.days.length - 1;
    return html`<span
      role="gridcell"
      class="day level-${cell.level} ${today ? "today" : ""}"
      data-index=${index}
      tabindex=${index === this.#current ? 0 : -1}
      aria-label=${this.#said[index] ?? ""}
      title=${this.#said[index] ?? ""}
      ><span class="mark"></span
    ></span>`;
  }

  get #current(): number {
    const last = this.#layout.days.length - 1;
    return this.current === null ? last : Math.min(this.current, last);
  }

  #key = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = dayAfterKey(event.key, this.#current, this.#layout.days.length);
    if (to === null) return;
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>(`[data-index="${to}"]`)?.focus();
  };

  #focus = ({ target }: FocusEvent): void => {
    this.current = indexOf(target) ?? this.current;
  };

  #point = ({ target }: PointerEvent): void => {
    this.pointed = indexOf(target);
  };
}

function indexOf(target: EventTarget | null): number | null {
  const day = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
  return day === null ? null : Number(day.dataset["index"]);
}

customElements.define("bursar-day-calendar", DayCalendar);
