import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { formatClock, formatDate } from "../src/shared/format.ts";
import type { Thresholds } from "../src/shared/meter.ts";
import type { Snapshot } from "../src/shared/snapshot.ts";
import type { SettingsView, ToWebview } from "../src/shared/webviewProtocol.ts";
import { announcement } from "./announcement.ts";
import { settle } from "./ask.ts";
import "./banners.ts";
import { hasBanners } from "./banners.ts";
import { Clock } from "./clock.ts";
import { exportHtml } from "./export/exportHtml.ts";
import { pageText } from "./export/pageText.ts";
import "./history/historyPage.ts";
import "./models/modelsPage.ts";
import "./overview/overviewPage.ts";
import "./sessions/sessionsPage.ts";
import "./settings/settingsPage.ts";
import { shared } from "./shared.styles.ts";
import { OPEN_SESSION } from "./tabs/openSession.ts";
import "./tabs/pageTools.ts";
import { isPageId, type PageId, pageTabs } from "./tabs/pages.ts";
import "./tabs/tabs.ts";
import { Tabs } from "./tabs/tabs.ts";
import { chosen, post, rememberChosen } from "./vscodeApi.ts";

/** All that a page shows. */
interface Shown {
  snapshot: Snapshot;
  thresholds: Thresholds;
  settings: SettingsView;
  now: number;
}

/** The name under which the chosen page is remembered. */
const PAGE = "page";

/** The whole dashboard: takes the host's messages and hands the latest Snapshot to the page that is shown. */
export class Dashboard extends LitElement {
  static override properties = {
    latest: { state: true },
    engineDown: { state: true },
    announced: { state: true },
    page: { state: true },
    sessionId: { state: true },
  };
  declare latest: Omit<Shown, "now"> | null;
  /** Why there is no engine; null while there is one. */
  declare engineDown: string | null;
  declare announced: string;
  declare page: PageId;
  /** The session that is open in its tab; null: the list of all. */
  declare sessionId: string | null;

  #clock = new Clock(this);
  /** What each page was given last: one that was never shown is not there, one that is not shown gets nothing new. */
  #given = new Map<PageId, Shown>();

  static override styles = [
    shared,
    css`
      .waiting {
        color: var(--ink-muted);
      }
      bursar-banners {
        padding: var(--gap-wide) var(--gutter-page) 0;
      }
    `,
  ];

  constructor() {
    super();
    this.latest = null;
    this.engineDown = null;
    this.announced = "";
    const remembered = chosen(PAGE);
    this.page = isPageId(remembered) ? remembered : "overview";
    this.sessionId = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("message", this.#receive);
    this.addEventListener(OPEN_SESSION, this.#openSession);
    // Posting takes down where it was called from, which would have V8 parse the whole script again while that runs.
    queueMicrotask(() => post({ type: "ready" }));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("message", this.#receive);
    this.removeEventListener(OPEN_SESSION, this.#openSession);
  }

  #receive = ({ data }: MessageEvent<ToWebview>): void => {
    switch (data.type) {
      case "snapshot":
        if (this.latest !== null) this.announced = announcement(this.latest.snapshot, data.snapshot) || this.announced;
        this.latest = { snapshot: data.snapshot, thresholds: data.thresholds, settings: data.settings };
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
    const now = this.#clock.now();
    if (this.latest !== null) this.#given.set(this.page, { ...this.latest, now });
    const snapshot = this.latest?.snapshot ?? null;
    return html`<main>
      <h1 class="unseen">${l10n.t("Bursar budget dashboard")}</h1>
      <p class="unseen" aria-live="polite">${this.announced}</p>
      <bursar-tabs
        .label=${l10n.t("Pages")}
        .tabs=${pageTabs()}
        .chosen=${this.page}
        @choose=${({ detail }: CustomEvent<unknown>) => this.#choose(detail)}
      >
        <bursar-page-tools
          slot="tools"
          ?hidden=${snapshot === null}
          @copy-page=${() => this.#copy()}
          @export-page=${() => this.#export()}
        ></bursar-page-tools>
        <bursar-banners
          slot="above"
          ?hidden=${!hasBanners(snapshot, this.engineDown)}
          .snapshot=${snapshot}
          .engineDown=${this.engineDown}
          .now=${now}
        ></bursar-banners>
        ${snapshot === null ? this.#waiting() : this.#pages()}
      </bursar-tabs>
    </main>`;
  }

  #waiting(): unknown {
    return this.engineDown === null
      ? html`<p class="waiting" slot=${this.page}>${l10n.t("Waiting for the first figures…")}</p>`
      : nothing;
  }

  #pages(): unknown {
    return [
      this.#page("overview", overview),
      this.#page("sessions", (shown) => this.#sessions(shown)),
      this.#page("history", history),
      this.#page("models", models),
      this.#page("settings", settingsPage),
    ];
  }

  #page(id: PageId, template: (shown: Shown) => TemplateResult): unknown {
    const shown = this.#given.get(id);
    return shown === undefined ? nothing : template(shown);
  }

  #sessions({ snapshot, thresholds, now }: Shown): TemplateResult {
    return html`<bursar-sessions-page
      slot="sessions"
      .snapshot=${snapshot}
      .thresholds=${thresholds}
      .now=${now}
      .sessionId=${this.sessionId}
      @open=${({ detail }: CustomEvent<string | null>) => {
        this.sessionId = detail;
      }}
    ></bursar-sessions-page>`;
  }

  #choose(page: unknown): void {
    if (!isPageId(page)) return;
    this.page = page;
    rememberChosen(PAGE, page);
  }

  /** What is shown now, as it is shown. */
  get #shownPage(): Element | null {
    return this.renderRoot.querySelector(`bursar-tabs > [slot="${this.page}"]`);
  }

  #copy(): void {
    const page = this.#shownPage;
    if (page === null) return;
    post({ type: "copyText", text: pageText(page) });
    this.announced = l10n.t("Copied.");
  }

  #export(): void {
    const page = this.#shownPage;
    const given = this.#given.get(this.page);
    if (page === null || given === undefined) return;
    const { takenAt } = given.snapshot;
    const asOf = l10n.t("As of {0}.", `${formatDate(takenAt, given.now)}, ${formatClock(takenAt, takenAt)}`);
    const tab = pageTabs().find(({ id }) => id === this.page);
    post({ type: "exportPage", html: exportHtml(page, { title: l10n.t("Bursar: {0}", tab?.label ?? ""), asOf }) });
  }

  #openSession = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return;
    this.sessionId = typeof event.detail === "string" ? event.detail : null;
    this.#choose("sessions");
    void this.#focusPage();
  };

  async #focusPage(): Promise<void> {
    await this.updateComplete;
    const tabs = this.renderRoot.querySelector("bursar-tabs");
    if (tabs instanceof Tabs) await tabs.focusPanel();
  }
}

function overview({ snapshot, thresholds, now }: Shown): TemplateResult {
  return html`<bursar-overview-page
    slot="overview"
    .snapshot=${snapshot}
    .thresholds=${thresholds}
    .now=${now}
  ></bursar-overview-page>`;
}

function history({ snapshot, thresholds, now }: Shown): TemplateResult {
  return html`<bursar-history-page
    slot="history"
    .snapshot=${snapshot}
    .thresholds=${thresholds}
    .now=${now}
  ></bursar-history-page>`;
}

function models({ snapshot, thresholds, now }: Shown): TemplateResult {
  return html`<bursar-models-page
    slot="models"
    .snapshot=${snapshot}
    .thresholds=${thresholds}
    .now=${now}
  ></bursar-models-page>`;
}

function settingsPage({ snapshot, settings, now }: Shown): TemplateResult {
  return html`<bursar-settings-page
    slot="settings"
    .snapshot=${snapshot}
    .settings=${settings}
    .now=${now}
  ></bursar-settings-page>`;
}

customElements.define("bursar-dashboard", Dashboard);
