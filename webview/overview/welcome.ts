import * as l10n from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import type { ConfigDirView } from "../../src/shared/snapshot.ts";
import { shared } from "../shared.styles.ts";
import { post } from "../vscodeApi.ts";
import { statePage } from "./statePage.styles.ts";

/** Claude Code without a session: what there will be to see, in three steps. */
export class Welcome extends LitElement {
  static override properties = { configDirs: { attribute: false } };
  declare configDirs: ConfigDirView[];

  static override styles = [
    shared,
    statePage,
    css`
      ol {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--gap-wide);
        margin: 0;
        padding: 0;
        list-style: none;
        counter-reset: step;
      }
      /* Numbers are not all equally wide; the words beside them begin in one line. */
      li {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        row-gap: 0;
        counter-increment: step;
      }
      li::before {
        content: counter(step);
        grid-row: span 2;
        font-size: var(--text-figure);
        line-height: var(--leading-figure);
      }
    `,
  ];

  override render(): unknown {
    const found = this.configDirs.find(({ state }) => state.kind === "ok");
    return html`<section aria-labelledby="title">
      <h2 class="title" id="title">${l10n.t("Welcome to Bursar")}</h2>
      <p>${l10n.t("Claude Code is here, and no session of it yet. Three steps to what Bursar is for:")}</p>
      <ol>
        ${step(
          l10n.t("See the meter"),
          l10n.t(
            "Start claude in a terminal, or open Claude Code’s panel. Its context, cost and limits show up in the status bar and here with the first answer.",
          ),
        )}
        ${step(
          l10n.t("Connect live limits"),
          l10n.t(
            "With your leave, Claude Code tells what is left of each rate limit with every answer. The change to its settings is shown first and can be undone.",
          ),
        )}
        ${step(
          l10n.t("Act on a suggestion"),
          l10n.t(
            "When compacting, another model or a fresh start would save more than it costs, Bursar says so, with the arithmetic. One click puts the command at the prompt.",
          ),
        )}
      </ol>
      <div class="actions">
        <vscode-button @click=${() => post({ type: "openWalkthrough" })}
          >${l10n.t("Open the Walkthrough")}</vscode-button
        >
        ${found === undefined ? nothing : connect(found.path)}
      </div>
    </section>`;
  }
}

function connect(configDir: string): unknown {
  return html`<vscode-button secondary title=${configDir} @click=${() => post({ type: "connect", configDir })}
    >${l10n.t("Connect Live Limits")}</vscode-button
  >`;
}

function step(title: string, text: string): unknown {
  return html`<li>
    <h3>${title}</h3>
    <p class="muted">${text}</p>
  </li>`;
}

customElements.define("bursar-welcome", Welcome);
