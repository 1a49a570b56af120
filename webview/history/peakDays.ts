import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { costNote } from "../../src/shared/costNote.ts";
import { formatCost, formatPercent } from "../../src/shared/format.ts";
import type { PeakDay } from "../../src/shared/historyPages.ts";
import { link, shared } from "../shared.styles.ts";
import { openSession } from "../tabs/openSession.ts";
import { fullDay, shortDay } from "./dayText.ts";
import { driverLabel, timesText } from "./peakDaysText.ts";

type Driver = PeakDay["drivers"][number];

/** The dearest days and what drove them. */
export class PeakDays extends LitElement {
  static override properties = { peaks: { attribute: false } };
  declare peaks: PeakDay[];

  static override styles = [
    shared,
    link,
    css`
      :host {
        container-type: inline-size;
      }
      li {
        display: grid;
        grid-template-columns: 4fr 5fr 4fr 4fr;
        gap: var(--gap-hair) var(--gap-wide);
        padding-block: var(--gap-small);
      }
      li + li {
        border-block-start: var(--hairline) solid var(--line);
      }
      li:first-child {
        padding-block-start: 0;
      }
      li > * {
        min-inline-size: 0;
      }
      strong {
        font-weight: var(--weight-strong);
      }
      /* Too narrow for columns: a line each. */
      @container (inline-size < 72ch) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }
        .cell {
          display: flex;
          align-items: baseline;
          gap: var(--gap-small);
        }
        .label {
          flex: none;
          inline-size: calc(var(--column-gauge) / 2);
        }
        .driver {
          flex: 1;
        }
      }
      .day,
      .driver {
        display: flex;
        gap: var(--gap-small);
        min-inline-size: 0;
      }
      .day {
        flex-wrap: wrap;
      }
      .name {
        flex: 0 1 auto;
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      button.link {
        color: var(--link);
      }
    `,
  ];

  override render(): unknown {
    if (this.peaks.length === 0) {
      return html`<p class="muted">${l10n.t("No day stands out: none cost twice your median day or more.")}</p>`;
    }
    return html`<ul>
      ${this.peaks.map((peak) => this.#row(peak))}
    </ul>`;
  }

  #row(peak: PeakDay): unknown {
    return html`<li>
      <div>
        <p class="day" title=${fullDay(peak.day)}>
          <strong>${shortDay(peak.day)}</strong>
          <span class="number" title=${costNote(peak.total) || nothing}>${formatCost(peak.total)}</span>
        </p>
        <p class="small muted">${timesText(peak)}</p>
      </div>
      ${peak.drivers.map((driver) => this.#driver(driver))}
    </li>`;
  }

  #driver(driver: Driver): unknown {
    return html`<div class="cell">
      <p class="label small muted">${driverLabel(driver)}</p>
      <p class="driver">${this.#name(driver)}<span class="number muted">${formatPercent(driver.share)}</span></p>
    </div>`;
  }

  #name({ kind, id, name }: Driver): unknown {
    if (kind !== "session" || id === "") return html`<span class="name" title=${name}>${name}</span>`;
    return html`<button class="link" title=${l10n.t("Show this session")} @click=${() => openSession(this, id)}>
      ${name}
    </button>`;
  }
}

customElements.define("bursar-peak-days", PeakDays);
