import { css, html, LitElement, nothing } from "lit";
import type { Thresholds } from "../src/shared/meter.ts";
import type { Snapshot } from "../src/shared/snapshot.ts";
import type { ToWebview } from "../src/shared/webviewProtocol.ts";
import { announcement } from "./announcement.ts";
import { settle } from "./ask.ts";
import { hasBanners } from "./banners.ts";
import { Clock } from "./clock.ts";
import "./cost/costChart.ts";
import "./cost/costs.ts";
import "./emptyPage.ts";
import "./limits/limits.ts";
import "./sessions/sessionCard.ts";
import "./sessions/sessionList.ts";
import { shared } from "./shared.styles.ts";
import "./sources/sources.ts";
import "./suggestions/suggestions.ts";
import { post } from "./vscodeApi.ts";

/** The whole page: takes the host's messages and shows the latest Snapshot. */
export class Dashboard extends LitElement {
  static override properties = {
    snapshot: { state: true },
    thresholds: { state: true },
    engineDown: { state: true },
    announced: { state: true },
  };
  declare snapshot: Snapshot | null;
  /** Comes with each Snapshot. */
  declare thresholds: Thresholds | null;
  /** Why there is no engine; null while there is one. */
  declare engineDown: string | null;
  declare announced: string;

  #clock = new Clock(this);

  static override styles = [
    shared,
    css`
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
        max-inline-size: var(--page);
        margin-inline: auto;
        padding: var(--gap-wide);
      }
      .halves {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--column-half)), 1fr));
        grid-template-rows: auto 1fr;
        align-items: start;
        gap: var(--gap);
      }
      .halves > * {
        min-inline-size: 0;
      }
      /* Beside the sessions and what they cost: however many suggestions there are, today's cost stays near the top. */
      .beside {
        grid-row: span 2;
      }
      .column {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: var(--gap);
      }
    `,
  ];

  constructor() {
    super();
    this.snapshot = null;
    this.thresholds = null;
    this.engineDown = null;
    this.announced = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("message", this.#receive);
    post({ type: "ready" });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("message", this.#receive);
  }

  #receive = ({ data }: MessageEvent<ToWebview>): void => {
    switch (data.type) {
      case "snapshot":
        if (this.snapshot !== null) this.announced = announcement(this.snapshot, data.snapshot) || this.announced;
        this.snapshot = data.snapshot;
        this.thresholds = data.thresholds;
        this.engineDown = null;
        return;
      case "engineDown":
        this.engineDown = data.message;
        return;
      case "answer":
      case "refusal":
        settle(data);
        return;
      default:
        console.warn("Bursar: a message of unknown type", data satisfies never);
    }
  };

  override render(): unknown {
    const { snapshot } = this;
    const now = this.#clock.now();
    return html`<main>
      <h1 class="unseen">Bursar budget dashboard</h1>
      <p class="unseen" aria-live="polite">${this.announced}</p>
      <bursar-banners
        ?hidden=${!hasBanners(snapshot, this.engineDown)}
        .snapshot=${snapshot}
        .engineDown=${this.engineDown}
        .now=${now}
      ></bursar-banners>
      ${snapshot === null || this.thresholds === null ? this.#starting() : page(snapshot, this.thresholds, now)}
    </main>`;
  }

  #starting(): unknown {
    return this.engineDown === null ? html`<p class="muted">Waiting for the first figures…</p>` : nothing;
  }
}

function page(snapshot: Snapshot, thresholds: Thresholds, now: number): unknown {
  const { atHand, live } = snapshot;
  if (atHand === null && live.length === 0 && snapshot.index.kind === "idle") {
    return html`<bursar-empty-page .configDirs=${snapshot.configDirs}></bursar-empty-page>`;
  }
  const others = live.filter(({ sessionId }) => sessionId !== atHand?.session.sessionId);
  return html`<bursar-limits .windows=${snapshot.windows} .thresholds=${thresholds} .now=${now}></bursar-limits>
    <div class="halves">
      <div class="column">
        ${atHand === null ? nothing : html`<bursar-session-card .atHand=${atHand} .thresholds=${thresholds} .now=${now}></bursar-session-card>`}
        ${
          others.length === 0
            ? nothing
            : html`<bursar-session-list
                label=${atHand === null ? "Live sessions" : "Other live sessions"}
                .sessions=${others}
                .thresholds=${thresholds}
                .now=${now}
              ></bursar-session-list>`
        }
        ${atHand === null && others.length === 0 ? html`<p class="muted">No session found so far.</p>` : nothing}
      </div>
      <div class="column beside">
        <bursar-suggestions .snapshot=${snapshot} .now=${now}></bursar-suggestions>
        <bursar-cost-chart .days=${snapshot.days}></bursar-cost-chart>
      </div>
      <bursar-costs .spend=${snapshot.spend} .unpriced=${snapshot.unpriced}></bursar-costs>
    </div>
    <bursar-sources .snapshot=${snapshot} .now=${now}></bursar-sources>`;
}

customElements.define("bursar-dashboard", Dashboard);
