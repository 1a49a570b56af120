import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import { formatClock } from "../src/shared/format.ts";
import type { Notice, Snapshot } from "../src/shared/snapshot.ts";
import { shared } from "./shared.styles.ts";
import { indexingTimeLeft, timeLeftText } from "./sources/indexingTime.ts";
import { indexingPercent, indexingText } from "./sources/sourcesText.ts";
import { post } from "./vscodeApi.ts";

function levelWord(level: Notice["level"]): string {
  switch (level) {
    case "info":
      return l10n.t("Note");
    case "warning":
      return l10n.t("Warning");
    case "error":
      return l10n.t("Error");
  }
}

export function hasBanners(snapshot: Snapshot | null, engineDown: string | null): boolean {
  return engineDown !== null || (snapshot !== null && (snapshot.notices.length > 0 || snapshot.index.kind !== "idle"));
}

/** What stands above the figures because it qualifies them: a dead engine, notices, the index being built. */
export class Banners extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    engineDown: { attribute: false },
    now: { attribute: false },
  };
  declare snapshot: Snapshot | null;
  /** Why there is no engine; null while there is one. */
  declare engineDown: string | null;
  declare now: number;

  static override styles = [
    shared,
    css`
      .stack {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap-small);
      }
      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-small);
        padding: var(--gap-small) var(--gap-wide);
        border: var(--hairline) solid var(--line);
        border-radius: var(--radius);
      }
      .banner.warning {
        border-color: var(--ink-warning);
      }
      .banner.error {
        border-color: var(--ink-error);
      }
      .indexing {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: var(--gap-hair) var(--gap);
      }
      .indexing vscode-progress-bar {
        flex-basis: 100%;
      }
      .figures {
        font-variant-numeric: tabular-nums;
      }
      .text {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render(): unknown {
    const { snapshot, engineDown } = this;
    return html`<div class="stack">
      ${engineDown === null ? nothing : this.#engineDown(engineDown)}
      ${repeat(
        snapshot?.notices ?? [],
        ({ id }) => id,
        (notice) => banner(notice.level, html`${notice.message} <span class="muted">${notice.remedy}</span>`),
      )}
      ${snapshot?.index.kind === "indexing" ? indexing(snapshot.index, snapshot.takenAt) : nothing}
    </div>`;
  }

  #engineDown(message: string): unknown {
    const asOf =
      this.snapshot === null
        ? nothing
        : l10n.t("What you see is from {0}.", formatClock(this.snapshot.takenAt, this.now));
    return banner(
      "error",
      html`${message} ${asOf}`,
      html`<vscode-button @click=${() => post({ type: "restartEngine" })}>${l10n.t("Restart")}</vscode-button>
        <vscode-button secondary @click=${() => post({ type: "showLog" })}>${l10n.t("Show Log")}</vscode-button>`,
    );
  }
}

function banner(level: Notice["level"], text: unknown, actions: unknown = nothing): unknown {
  return html`<div class="banner ${level}" role=${level === "error" ? "alert" : "status"}>
    <vscode-icon class=${level} name=${level}></vscode-icon>
    <p class="text"><span class="unseen">${levelWord(level)}:</span> ${text}</p>
    ${actions}
  </div>`;
}

function indexing(index: Extract<Snapshot["index"], { kind: "indexing" }>, asOf: number): unknown {
  return html`<div class="indexing">
    <p class="small muted">
      <span class="figures">${indexingText(index)}</span> ${l10n.t("The figures below still grow.")}
    </p>
    <p class="small muted figures">${timeLeftText(indexingTimeLeft(index, asOf))}</p>
    <vscode-progress-bar
      aria-label=${l10n.t("Reading transcripts")}
      .value=${indexingPercent(index)}
    ></vscode-progress-bar>
  </div>`;
}

customElements.define("bursar-banners", Banners);
