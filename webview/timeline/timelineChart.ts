import * as l10n from "@vscode/l10n";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import type { SessionTimeline } from "../../src/shared/historyPages.ts";
import "../choice.ts";
import { readChartTheme } from "../cost/chartTheme.ts";
import { card, shared } from "../shared.styles.ts";
import { onThemeChange } from "../theme.ts";
import { chosen, rememberChosen } from "../vscodeApi.ts";
import "./eventsTable.ts";
import { legend, legendStyles } from "./legend.ts";
import {
  nearestRequest,
  stepTo,
  TIMELINE_AXES,
  timelineData,
  type TimelineAxis,
  type TimelineData,
} from "./timeline.data.ts";
import { modelColour } from "./timeline.datasets.ts";
import { TimelineDrawing } from "./timeline.draw.ts";
import { chartStyles } from "./timelineChart.styles.ts";
import { leftOutText, requestText, timelineSummary } from "./timelineText.ts";

/** Under which the panel remembers what the x-axis is. */
const REMEMBERED = "timelineAxis";

/** Width in CSS pixels below which two requests are not told apart: that of the line. */
const COLUMN = 2;

/** The context and the cost of each request of a session; keys and pointer move along them, and a line tells the one they are at. */
export class TimelineChart extends LitElement {
  static override properties = {
    timeline: { attribute: false },
    now: { attribute: false },
    axis: { state: true },
    columns: { state: true },
    index: { state: true },
  };
  declare timeline: SessionTimeline;
  declare now: number;
  declare axis: TimelineAxis;
  /** Width of the drawing in CSS pixels. */
  declare columns: number;
  /** The request that the reader is at; null: none yet. */
  declare index: number | null;

  #data: TimelineData | undefined;
  /** What is drawn; a countdown elsewhere draws nothing again. */
  #drawn: { data: TimelineData; themes: number } | undefined;
  #themes = 0;
  /** Under way to the drawing. */
  #frame: number | undefined;
  #drawing: TimelineDrawing | undefined;
  #themeWatch: { stop: () => void } | undefined;
  #sizeWatch: ResizeObserver | undefined;

  static override styles = [shared, card, legendStyles, chartStyles];

  constructor() {
    super();
    this.axis = TIMELINE_AXES.find((axis) => axis === chosen(REMEMBERED)) ?? "request";
    this.columns = 0;
    this.index = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#themeWatch = onThemeChange(() => {
      this.#themes++;
      this.requestUpdate();
    });
    this.#sizeWatch = new ResizeObserver(([entry]) => (this.columns = Math.round(entry?.contentRect.width ?? 0)));
    this.#sizeWatch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#themeWatch?.stop();
    this.#sizeWatch?.disconnect();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#drawing?.destroy();
    this.#drawing = undefined;
    this.#drawn = undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (this.columns > 0 && (changed.has("timeline") || changed.has("axis") || changed.has("columns"))) {
      this.#data = timelineData(this.timeline, this.axis, Math.ceil(this.columns / COLUMN));
    }
  }

  override render(): unknown {
    const { timeline, index } = this;
    const data = this.#data;
    return html`<section aria-labelledby="title">
      <div class="heading">
        <h2 id="title">${l10n.t("Context, request by request")}</h2>
        <bursar-choice
          label=${l10n.t("Along")}
          .options=${[
            { value: "request", label: l10n.t("By request") },
            { value: "time", label: l10n.t("By time") },
          ]}
          .value=${this.axis}
          @choose=${this.#choose}
        ></bursar-choice>
      </div>
      <div
        class="chart"
        tabindex="0"
        role="application"
        aria-roledescription=${l10n.t("chart")}
        aria-label=${l10n.t("{0} Arrow keys go from request to request, Page Up and Page Down from event to event.", timelineSummary(timeline))}
        @keydown=${this.#key}
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
      >
        <canvas></canvas>
        <div class="cursor" ?hidden=${index === null}></div>
        <div class="dot" ?hidden=${index === null}></div>
      </div>
      <p class="line small" aria-live="polite">
        ${
          index === null || data === undefined
            ? html`<span class="muted" data-control
                >${l10n.t("Point at a request, or move along with the arrow keys.")}</span
              >`
            : requestText(timeline, this.#marks(data), index, this.now)
        }
      </p>
      ${data === undefined ? nothing : legend(data)}
      ${timeline.leftOut === 0 ? nothing : html`<p class="small muted">${leftOutText(timeline.leftOut)}</p>`}
      <bursar-timeline-events .timeline=${timeline} .now=${this.now}></bursar-timeline-events>
    </section>`;
  }

  /** Draws with the next frame: to draw thousands of requests and render all that is around them would be one long task. */
  override updated(): void {
    if (this.#data === undefined) return;
    if (this.#drawn?.data === this.#data && this.#drawn.themes === this.#themes) this.#placeCursor();
    else this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = undefined;
    const data = this.#data;
    const canvas = this.renderRoot.querySelector("canvas");
    if (data === undefined || canvas === null) return;
    const theme = readChartTheme(this);
    if (this.#drawing === undefined) this.#drawing = new TimelineDrawing(canvas, data, theme);
    else this.#drawing.show(data, theme);
    this.#drawn = { data, themes: this.#themes };
    for (const swatch of this.renderRoot.querySelectorAll<HTMLElement>("[data-model]")) {
      swatch.style.setProperty("--colour", modelColour(Number(swatch.dataset["model"]), theme));
    }
    this.#placeCursor();
  }

  #placeCursor(): void {
    if (this.index === null || this.#drawn === undefined || this.#drawing === undefined) return;
    const x = this.#drawn.data.x[this.index] ?? 0;
    const place = this.#drawing.placeOf(x, this.timeline.requests.context[this.index] ?? 0);
    const [cursor, dot] = [".cursor", ".dot"].map((name) => this.renderRoot.querySelector<HTMLElement>(name));
    if (place === null || !cursor || !dot) return;
    cursor.style.left = `${place.x}px`;
    dot.style.left = `${place.x}px`;
    dot.style.top = `${place.y}px`;
  }

  #marks = (data: TimelineData) => data.marks.map(({ mark }) => mark);

  #choose = (event: CustomEvent<string>): void => {
    this.axis = TIMELINE_AXES.find((axis) => axis === event.detail) ?? this.axis;
    rememberChosen(REMEMBERED, this.axis);
  };

  #key = (event: KeyboardEvent): void => {
    const data = this.#data;
    if (data === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const count = data.x.length;
    const marked = this.#marks(data).map(({ index }) => index);
    // The first key brings the reader to where the session is now.
    const next = stepTo(event.key, this.index ?? count, count, marked);
    if (next === null) return;
    event.preventDefault();
    this.index = next;
  };

  #point = (event: PointerEvent): void => {
    const data = this.#data;
    if (data === undefined || this.#drawing === undefined || !(event.currentTarget instanceof Element)) return;
    const pixels = event.clientX - event.currentTarget.getBoundingClientRect().left;
    this.index = nearestRequest(data.x, this.#drawing.valueAt(pixels));
  };
}

customElements.define("bursar-timeline-chart", TimelineChart);
