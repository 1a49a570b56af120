/**
 * The demo's stand-in for Claude Code in a terminal: it works by itself, and takes /compact and prompts.
 * `node terminal.mjs CONFIG_DIR` runs a session in the current folder.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { styleText } from "node:util";
import { LiveSession } from "./liveSession.mjs";
import { liveSessions, steps } from "./work.mjs";

const [configDir = ""] = process.argv.slice(2);

/** Between turns: time to look at the suggestions of a session that waits. */
const idleMs = 90_000;

// VS Code keeps the terminal of a closed browser tab alive, and starts another one in the next.
const newestFile = join(configDir, "demo-terminal");
const isNewest = () => readFileSync(newestFile, "utf8") === String(process.pid);
writeFileSync(newestFile, String(process.pid));
const session = new LiveSession({ configDir, cwd: process.cwd(), ...liveSessions.waiting });

const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: `${styleText("dim", ">")} ` });
/** @param {string} line */
const say = (line) => {
  process.stdout.write(`\r\u001b[K${line}\n`);
  terminal.prompt(true);
};

/** @type {string[]} what was typed and not worked on yet */
const queue = [];
let wake = () => {};
terminal.on("line", (line) => {
  if (line.trim() !== "") queue.push(line.trim());
  terminal.prompt();
  wake();
});
// Also when the terminal is gone and writing to it fails.
process.on("exit", () => session.end());
const end = () => process.exit(0);
terminal.on("close", end);
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, end);

/** Waits, or until something is typed. @param {number} ms */
const rest = async (ms) => {
  const typed = new Promise((resolve) => {
    wake = () => resolve(undefined);
  });
  await Promise.race([pause(ms), typed]);
};

console.log(
  `${styleText("bold", "Demo session")}  A stand-in for Claude Code: it writes a made-up transcript, calls nobody.`,
);
console.log("Watch the status bar. Type /compact and Enter to see the context fall.\n");
session.setStatus("idle");
terminal.prompt();
await rest(idleMs);
while (isNewest()) {
  const typed = queue.shift();
  session.setStatus("busy");
  if (typed?.startsWith("/compact")) {
    say(`${styleText("cyan", "✻")} Compacting…`);
    await pause(1_500);
    say(`${styleText("cyan", "✻")} ${session.compact("manual")}`);
  } else {
    session.prompt(typed ?? "Go on with the next part.");
    for (let step = 0; step < steps.length && queue.length === 0 && isNewest(); step++) {
      say(`${styleText("green", "●")} ${session.step()}`);
      await rest(9_000);
    }
    say(`${styleText("green", "●")} ${session.answer()}`);
  }
  session.setStatus("idle");
  // After what was typed it soon shows what came of it.
  if (queue.length === 0) await rest(typed === undefined ? idleMs : 10_000);
}
process.exit(0);
