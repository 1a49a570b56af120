import { css, html, LitElement, nothing } from "lit";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { repeat } from "lit/directives/repeat.js";
import type { FollowUp } from "../../src/shared/snapshot.ts";
import { shared } from "../shared.styles.ts";
import { codeText } from "./codeText.ts";
import { followUpText, followUpTone, type FollowUpTone, measuredText } from "./followUpText.ts";

const ICONS = { open: "clockface", paid: "check", lost: "warning", nothing: "circle-slash" } as const satisfies Record<
  FollowUpTone,
  string
>;

/** What came of actions, a line each. */
export class FollowUps extends LitElement {
  static override properties = {
    followUps: { attribute: false },
    plainSessionId: { attribute: false },
    detailed: { type: Boolean },
    now: { attribute: false },
  };
  declare followUps: FollowUp[];
  /** The session that need not be named; null: every one is. */
  declare plainSessionId: string | null;
  /** Whether all that was measured is said, too. */
  declare detailed: boolean;
  declare now: number;

  static override styles = [
    shared,
    css`
      ul {
        display: grid;
        gap: var(--gap-tight);
      }
      :host([detailed]) ul {
        gap: 0;
      }
      li {
        display: flex;
        gap: var(--gap-small);
      }
      :host([detailed]) li {
        padding-block: var(--gap-tight);
        border-block-start: var(--hairline) solid var(--line);
      }
      vscode-icon {
        flex: none;
      }
      div {
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    this.plainSessionId = null;
    this.detailed = false;
  }

  override render(): unknown {
    return html`<ul class="small">
      ${repeat(
        this.followUps,
        ({ id }) => id,
        (followUp) => this.#row(followUp),
      )}
    </ul>`;
  }

  #row(followUp: FollowUp): unknown {
    const tone = followUpTone(followUp);
    const named = followUp.sessionId === null || followUp.sessionId !== this.plainSessionId;
    const detail = measuredText(followUp);
    return html`<li class=${tone === "lost" ? "warning" : ""} title=${this.detailed ? nothing : (detail ?? nothing)}>
      <vscode-icon name=${ICONS[tone]}></vscode-icon>
      <div>
        <p>${codeText(followUpText(followUp, named, this.now))}</p>
        ${this.detailed && detail !== null ? html`<p class="muted">${detail}</p>` : nothing}
      </div>
    </li>`;
  }
}

customElements.define("bursar-follow-ups", FollowUps);
