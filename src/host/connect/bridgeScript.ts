/** The installed bridge: two assignments, then the script that ships with the extension. */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { type BridgePlaces, shellQuote } from "../../shared/bridgePlaces.ts";
import { readIfThere, replaceFile } from "./wholeFile.ts";

/** `body`: the shipped script for this platform. `previous`: the user's own command, null without one. */
export function bridgeScript(
  body: string,
  { status }: Pick<BridgePlaces, "status">,
  previous: string | null,
  platform: NodeJS.Platform,
): string {
  if (platform !== "win32") return `status=${shellQuote(status)}\nprevious=${shellQuote(previous ?? "")}\n${body}`;
  const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  // Windows PowerShell takes a file without the mark for one in the system's old code page.
  return `\uFEFF$status = ${quote(status)}\n$previous = ${quote(previous ?? "")}\n${body}`;
}

/** Writes the script unless it is there already. */
export async function installBridge(places: BridgePlaces, script: string): Promise<void> {
  await mkdir(places.status, { recursive: true, mode: 0o700 });
  await mkdir(dirname(places.script), { recursive: true, mode: 0o700 });
  const present = await readIfThere(places.script);
  if (present?.toString() !== script) await replaceFile(places.script, script, 0o700);
}
