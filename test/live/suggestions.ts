/** Bursar's suggestions in its dashboard, read and clicked as a user does, and what Bursar says then. */
import type { Locator } from "playwright-core";
import type { Workbench } from "../workbench/workbench.ts";

/** The engine looks at past sessions first, and then at the end of the transcript. */
const APPEARS_MS = 30_000;
const TOLD_MS = 15_000;

export class Suggestions {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Brings the dashboard to the front. */
  async open(): Promise<void> {
    await this.#workbench.runCommand("Bursar: Open Budget Dashboard");
    await this.#workbench.webview().getByRole("heading", { name: "Suggestions" }).waitFor();
  }

  /** Waits until there is a suggestion with this in its title, and brings it into sight. */
  async untilThere(title: string): Promise<Locator> {
    const card = this.#card(title);
    await card.waitFor({ timeout: APPEARS_MS });
    await card.scrollIntoViewIfNeeded();
    return card;
  }

  async untilGone(title: string): Promise<void> {
    await this.#card(title).waitFor({ state: "detached", timeout: APPEARS_MS });
  }

  /** Clicks on the suggestion's button, when what was told before is out of the way. */
  async insert(title: string): Promise<void> {
    const card = await this.untilThere(title);
    const folded = card.getByRole("button", { name: title, exact: true, expanded: false });
    if ((await folded.count()) > 0) await folded.click();
    await this.clearMessages();
    await card.getByRole("button", { name: "Insert into its terminal" }).click();
  }

  /** Else the next Escape would close a message. */
  async clearMessages(): Promise<void> {
    await this.#workbench.runCommand("Notifications: Clear All Notifications");
    await this.#workbench.page.locator(".notification-toast").first().waitFor({ state: "detached" });
  }

  /** Waits until a message of Bursar's is there, to its last word, and returns it. */
  async untilTold(words: string | RegExp): Promise<Locator> {
    const message = this.#workbench.page.locator(".notification-toast.notification-fade-in-done", { hasText: words });
    await message.locator(".notification-list-item.expanded").waitFor({ timeout: TOLD_MS });
    return message;
  }

  #card(title: string): Locator {
    return this.#workbench.webview().locator("bursar-suggestion-card", { hasText: title });
  }
}
