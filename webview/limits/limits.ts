import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Thresholds } from "../../src/shared/meter.ts";
import type { WindowsView } from "../../src/shared/snapshot.ts";
import { card, shared } from "../shared.styles.ts";
import "./accountLimits.ts";
import { sourceOf } from "./accountLimits.ts";
import { hasReset } from "./limitText.ts";
import { foretoldEnd } from "./outlookText.ts";

/** The rate-limit windows of every account, side by side, and what the marks on their bars mean. */
export class Limits extends LitElement {
  static override properties = {
    windows: { attribute: false },
    thresholds: { attribute: false },
    now: { attribute: false },
  };
  declare windows: WindowsView[];
  declare thresholds: Thresholds;
  declare now: number;

  static override styles = [
    shared,
    card,
    css`
      .accounts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--column-half)), 1fr));
        gap: var(--gap-section);
      }
      .accounts > * {
        min-inline-size: 0;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--gap-wide);
        margin-inline-start: auto;
      }
      .legend span::before {
        content: "";
        display: inline-block;
        margin-inline-end: var(--gap-tight);
        vertical-align: middle;
      }
      .even::before {
        inline-size: var(--mark-width);
        block-size: calc(var(--gauge-height) + 2 * var(--mark-overhang));
        background: var(--ink);
      }
      .end::before {
        inline-size: calc(2 * var(--swatch));
        block-size: var(--gauge-height);
        background: var(--band), var(--fill);
      }
      @media (forced-colors: active) {
        .legend span::before {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  override render(): unknown {
    const several = this.windows.length > 1;
    const [first] = this.windows;
    return html`<section aria-labelledby="title">
      <div class="heading">
        <h2 id="title">${l10n.t("Rate limits")}</h2>
        ${several || first === undefined ? nothing : sourceOf(first, this.now)} ${legend(this.windows, this.now)}
      </div>
      ${first === undefined ? html`<p class="muted">${l10n.t("No account is known yet.")}</p>` : nothing}
      <div class="accounts">
        ${repeat(
          this.windows,
          ({ configDir }) => configDir,
          (view) =>
            html`<bursar-account-limits
              .view=${view}
              .named=${several}
              .thresholds=${this.thresholds}
              .now=${this.now}
            ></bursar-account-limits>`,
        )}
      </div>
    </section>`;
  }
}

/** Only of what can be seen. */
function legend(windows: WindowsView[], now: number): unknown {
  const gauges = windows
    .flatMap(({ state }) => (state.kind === "known" ? state.gauges : []))
    .filter((gauge) => !hasReset(gauge, now));
  const paced = gauges.some(({ pace }) => pace !== null);
  const foretold = gauges.some((gauge) => foretoldEnd(gauge) !== null);
  if (!paced && !foretold) return nothing;
  return html`<p class="legend small muted">
    ${paced ? html`<span class="even">${l10n.t("even use")}</span>` : nothing}
    ${foretold ? html`<span class="end" title=${l10n.t("The end is in this range in 80 of 100 cases.")}>${l10n.t("expected end (80%)")}</span>` : nothing}
  </p>`;
}

customElements.define("bursar-limits", Limits);
