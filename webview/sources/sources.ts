import { css, html, LitElement } from "lit";
import "@vscode-elements/elements/dist/vscode-toolbar-button/index.js";
import { formatAge } from "../../src/shared/format.ts";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import { shared } from "../shared.styles.ts";
import { post } from "../vscodeApi.ts";
import { dirList } from "./dirList.ts";

/** The page's foot: what is read, how old the figures are, the way to settings and log. */
export class Sources extends LitElement {
  static override properties = { snapshot: { attribute: false }, now: { attribute: false } };
  declare snapshot: Snapshot;
  declare now: number;

  static override styles = [
    shared,
    css`
      footer {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        justify-content: space-between;
        gap: var(--gap-small) var(--gap-section);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-small);
      }
    `,
  ];

  override render(): unknown {
    const { configDirs, takenAt } = this.snapshot;
    return html`<footer>
      ${dirList(configDirs)}
      <div class="tools small">
        <span class="muted number">updated ${formatAge(this.now - takenAt)} ago</span>
        <vscode-toolbar-button icon="settings-gear" @click=${() => post({ type: "openSettings" })}
          >Settings</vscode-toolbar-button
        >
        <vscode-toolbar-button icon="output" @click=${() => post({ type: "showLog" })}>Log</vscode-toolbar-button>
      </div>
    </footer>`;
  }
}

customElements.define("bursar-sources", Sources);
