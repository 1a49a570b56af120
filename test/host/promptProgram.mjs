/**
 * Draws what Claude Code's prompt looks like and keeps what is typed: `promptProgram.mjs VIEW RECORD`. Writes its process id
 * to RECORD.pid when it is there. The view `vim` is in INSERT mode until Escape is pressed.
 */
import { appendFileSync, writeFileSync } from "node:fs";

const [, , view = "", record = ""] = process.argv;
let isInsertMode = view === "vim";
let text = view === "draft" ? "half a draft" : "";

/** @returns {string} "▮" stands where the cursor is */
function content() {
  const rule = "─".repeat(process.stdout.columns);
  /** @param {string} mark */
  const prompt = (mark) => [rule, `${mark}\u00A0${text}▮`, rule].join("\n");
  switch (view) {
    case "shell":
      return `${prompt("!")}\n  ! for shell mode`;
    case "search":
      return `${rule}\n  Search\n  ╭────────╮\n  │ ⌕ ${text}▮ │\n  ╰────────╯\n  Esc to cancel`;
    case "transcript":
      return `❯ hello\n${prompt("❯").replace("▮", "")}\n● Done.\n${rule}\n▮  Showing the transcript`;
    case "dialog":
      return `${prompt("❯").replace("▮", "")}\n● Write(a.txt)\n${rule}\n Do you want that?\n▮❯ 1. Yes\n   2. No`;
    default:
      return `❯ hello\n● Done.\n\n${prompt("❯")}\n  ${isInsertMode ? "-- INSERT -- " : ""}⏵⏵ auto mode on`;
  }
}

/** @param {string} shown */
function draw(shown) {
  const rows = shown.split("\n");
  const row = rows.findIndex((line) => line.includes("▮"));
  const column = rows[row]?.indexOf("▮") ?? 0;
  process.stdout.write(`\u001B[2J\u001B[H${shown.replace("▮", "").replaceAll("\n", "\r\n")}`);
  process.stdout.write(`\u001B[${row + 1};${column + 1}H`);
}

process.stdin.setRawMode(true);
process.stdin.on("data", (/** @type {Buffer} */ keys) => {
  const typed = keys.toString();
  if (view === "vim" && typed === "\u001B") isInsertMode = false;
  else appendFileSync(record, keys);
  for (const key of typed) text = key === "\r" || key === "\u001B" ? "" : text + key;
  draw(content());
});
process.stdout.write("\u001B[?1049h");
draw(content());
writeFileSync(`${record}.pid`, `${process.pid}\n`);
