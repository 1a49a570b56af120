import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import { costNote } from "../../src/shared/costNote.ts";
import { formatPercent } from "../../src/shared/format.ts";
import type { PastWindow, PastWindowsPage, WindowGauge, WindowsView } from "../../src/shared/snapshot.ts";
import { ask } from "../ask.ts";
import "../choice.ts";
import { levelIcon } from "../levelIcon.ts";
import { shared } from "../shared.styles.ts";
import "../sparkline.ts";
import { useText } from "./countedText.ts";
import { endText, fillersText, spanText } from "./pastWindowText.ts";
import { trendText } from "./trendText.ts";

/** What is on the page so far, and how asking for more of it goes. */
type Asking =
  | { kind: "asking"; byButton: boolean }
  | { kind: "answered"; before: number | null }
  | { kind: "refused"; message: string };

/** The windows of one account that have ended, latest first; asks for them by the page, from when it is `shown`. */
export class PastWindows extends LitElement {
  static override properties = {
    view: { attribute: false },
    shown: { type: Boolean },
    now: { attribute: false },
    key: { state: true },
    windows: { state: true },
    asking: { state: true },
  };
  declare view: WindowsView;
  declare shown: boolean;
  declare now: number;
  /** Which of the account's windows; null: the first. */
  declare key: string | null;
  declare windows: PastWindow[];
  declare asking: Asking;

  /** Counts the questions: what is answered to an earlier one is dropped. */
  #question = 0;

  static override styles = [
    shared,
    css`
      bursar-choice {
        margin-block-end: var(--gap-small);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-tight) var(--gap-wide);
        padding-block: var(--gap-small);
        border-block-start: var(--hairline) solid var(--line);
      }
      li > * {
        flex: 1 1 var(--column-row);
        min-inline-size: 0;
      }
      li > bursar-sparkline {
        flex: 0 1 var(--sparkline-width);
        block-size: var(--sparkline-height-small);
      }
      .fillers {
        flex-grow: 2;
        overflow-wrap: anywhere;
      }
      .status {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-small);
        margin-block-start: var(--gap-small);
      }
    `,
  ];

  constructor() {
    super();
    this.shown = false;
    this.key = null;
    this.windows = [];
    this.asking = { kind: "asking", byButton: false };
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (this.shown && (changed.has("shown") || changed.has("key"))) this.#askAnew();
  }

  get #gauges(): WindowGauge[] {
    return this.view.state.kind === "known" ? this.view.state.gauges : [];
  }

  get #gauge(): WindowGauge | undefined {
    return this.#gauges.find(({ key }) => key === this.key) ?? this.#gauges[0];
  }

  override render(): unknown {
    const gauge = this.#gauge;
    if (!this.shown || gauge === undefined) return nothing;
    return html`${
        this.#gauges.length === 1
          ? nothing
          : html`<bursar-choice
              label=${l10n.t("Past windows of")}
              .options=${this.#gauges.map(({ key, label }) => ({ value: key, label }))}
              .value=${gauge.key}
              @choose=${(event: CustomEvent<string>) => (this.key = event.detail)}
            ></bursar-choice>`
      }
      ${
        this.windows.length === 0
          ? nothing
          : html`<ul class="small">
              ${this.windows.map((past) => row(gauge.label, past, this.now))}
            </ul>`
      }
      <div class="status" aria-live="polite">${this.#status()}</div>`;
  }

  /** The button stays where it is while it is asked on: who pressed it by key would be nowhere without it. */
  #status(): unknown {
    const label = this.#buttonLabel();
    return html`${label === null ? nothing : html`<vscode-button secondary @click=${this.#press}>${label}</vscode-button>`}
      <p class="small">${this.#words()}</p>`;
  }

  #buttonLabel(): string | null {
    const { asking, windows } = this;
    switch (asking.kind) {
      case "asking":
        return asking.byButton ? l10n.t("Show More") : null;
      case "refused":
        return l10n.t("Try Again");
      case "answered":
        return windows.length === 0 || asking.before === null ? null : l10n.t("Show More");
    }
  }

  #words(): unknown {
    const { asking, windows } = this;
    switch (asking.kind) {
      case "asking":
        return html`<span class="muted">${l10n.t("Looking them up…")}</span>`;
      case "refused":
        return html`${levelIcon("error")} ${asking.message}`;
      case "answered":
        return windows.length > 0
          ? nothing
          : html`<span class="muted">${l10n.t("None yet: each shows up here once it has ended.")}</span>`;
    }
  }

  #press = (): void => {
    if (this.asking.kind !== "asking") void this.#askOn(true);
  };

  #askAnew(): void {
    this.windows = [];
    this.#before = null;
    void this.#askOn(false);
  }

  /** Where the next page begins. */
  #before: number | null = null;

  async #askOn(byButton: boolean): Promise<void> {
    const gauge = this.#gauge;
    if (gauge === undefined) return;
    const question = ++this.#question;
    this.asking = { kind: "asking", byButton };
    const answer = await ask("pastWindows", {
      configDir: this.view.configDir,
      key: gauge.key,
      before: this.#before,
    }).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
    if (question !== this.#question) return;
    if (answer instanceof Error) this.asking = { kind: "refused", message: answer.message };
    else await this.#take(answer);
  }

  async #take({ windows, before }: PastWindowsPage): Promise<void> {
    const known = this.windows.length;
    const onButton = this.shadowRoot?.activeElement?.localName === "vscode-button";
    this.windows = [...this.windows, ...windows];
    this.#before = before;
    this.asking = { kind: "answered", before };
    if (!onButton) return;
    await this.updateComplete;
    this.renderRoot.querySelectorAll("li")[known]?.focus();
  }
}

function row(label: string, past: PastWindow, now: number): unknown {
  const { trend, startedAt, resetsAt, counted, exhaustedAt } = past;
  const [sessions, projects] = [fillersText(past.bySession), fillersText(past.byProject)];
  return html`<li tabindex="-1">
    <div>
      <p>${spanText(past)}</p>
      <p>
        <strong>${l10n.t("{0} at its peak", formatPercent(past.peakPercent))}</strong>,
        ${exhaustedAt === null ? nothing : levelIcon("warning")} ${endText(past)}
      </p>
    </div>
    <bursar-sparkline
      .trend=${trend}
      .from=${startedAt ?? trend[0]?.at ?? resetsAt}
      .to=${resetsAt}
      .label=${trendText({ label, trend, resetsAt, endPercent: null }, now)}
    ></bursar-sparkline>
    <div class="fillers">
      <p title=${costNote(counted) || nothing}>
        ${useText(counted)} <span class="muted">${l10n.t("counted on this machine")}</span>
      </p>
      ${projects === "" ? nothing : html`<p class="muted">${l10n.t("Projects: {0}", projects)}</p>`}
      ${sessions === "" ? nothing : html`<p class="muted">${l10n.t("Sessions: {0}", sessions)}</p>`}
    </div>
  </li>`;
}

customElements.define("bursar-past-windows", PastWindows);
