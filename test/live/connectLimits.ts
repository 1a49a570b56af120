/** Connects Bursar to the status line as a user does: by its command, which shows the change and asks. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Desk } from "./desk.ts";
import { until } from "./until.ts";

/** Claude Code's settings.json, as it is. */
export const claudeSettings = ({ home }: Pick<Desk, "home">): Promise<string> =>
  readFile(join(home.configDir, "settings.json"), "utf8");

/** Opens the question, with the change beside it. */
export async function askToConnect({ workbench }: Desk): Promise<void> {
  await workbench.runCommand("Bursar: Connect Live Limits");
  await workbench.page.locator(".monaco-dialog-box").waitFor();
  await workbench.page.locator(".monaco-diff-editor").waitFor();
}

/** Answers it with yes. */
export async function confirmConnecting(desk: Desk): Promise<void> {
  const before = await claudeSettings(desk);
  const dialog = desk.workbench.page.locator(".monaco-dialog-box");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await until("the change", async () => ((await claudeSettings(desk)) === before ? null : true));
}
