import { css, html, LitElement } from "lit";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import type { ConfigDirView } from "../src/shared/snapshot.ts";
import { shared } from "./shared.styles.ts";
import { dirList } from "./sources/dirList.ts";
import { post } from "./vscodeApi.ts";

/** The page while there is no session at all: what was looked for, and what to do. */
export class EmptyPage extends LitElement {
  static override properties = { configDirs: { attribute: false } };
  declare configDirs: ConfigDirView[];

  static override styles = [
    shared,
    css`
      section {
        display: grid;
        gap: var(--gap);
        max-inline-size: var(--column-prose);
        margin: var(--gap-section) auto;
      }
      .title {
        font-size: var(--text-figure);
        font-weight: var(--weight-figure);
        line-height: var(--leading-figure);
      }
      ul {
        display: grid;
        gap: var(--gap-tight);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gap-small);
      }
    `,
  ];

  override render(): unknown {
    const found = this.configDirs.some(({ state }) => state.kind === "ok");
    return html`<section>
      <h2 class="title">${found ? "No sessions yet" : "No Claude Code found"}</h2>
      ${
        found
          ? html`<p>
              Start <code>claude</code> in a terminal, or open Claude Code’s panel. The figures show up here with its
              first answer.
            </p>`
          : html`<p>
              Bursar reads the files that Claude Code writes on this machine. If yours lie elsewhere, name their
              directory in the setting <code>bursar.configDirs</code>. If you have not used Claude Code here yet, start
              <code>claude</code> once.
            </p>`
      }
      <h3>Looked in</h3>
      ${dirList(this.configDirs)}
      <div class="actions">
        <vscode-button @click=${() => post({ type: "openSettings" })}>Open Settings</vscode-button>
        <vscode-button secondary @click=${() => post({ type: "showLog" })}>Show Log</vscode-button>
      </div>
    </section>`;
  }
}

customElements.define("bursar-empty-page", EmptyPage);
