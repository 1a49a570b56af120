/** Where the status-line bridge of a config directory lies: all in Bursar's own data folder. */
import { createHash } from "node:crypto";
import { posix, win32 } from "node:path";

export interface BridgePlaces {
  /** Folder with the last status-line input of each session, `<sessionId>.json`. */
  status: string;
  /** The installed script. */
  script: string;
  /** What settings.json says to run. */
  command: string;
}

export function bridgePlaces(dataDir: string, configDir: string, platform: NodeJS.Platform): BridgePlaces {
  const path = platform === "win32" ? win32 : posix;
  const name = createHash("sha256").update(configDir).digest("hex").slice(0, 16);
  const status = path.join(dataDir, "status", name);
  if (platform === "win32") {
    // Claude Code may run it in Git Bash, which takes a backslash for an escape.
    const script = path.join(dataDir, "bridge", `${name}.ps1`).replaceAll("\\", "/");
    return { status, script, command: `powershell -NoProfile -ExecutionPolicy Bypass -File "${script}"` };
  }
  const script = path.join(dataDir, "bridge", `${name}.sh`);
  return { status, script, command: `/bin/sh ${shellQuote(script)}` };
}

/** A word of a POSIX shell that stands for exactly this text. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
