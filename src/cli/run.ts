/** Chooses the command. Each is loaded when it is called for: starting is a good part of a report's whole time. */
import { readFileSync } from "node:fs";
import { UsageError } from "./usageError.ts";

/** A report by one grouping, or a command of its own. */
const ABOUT: Readonly<Record<string, string>> = {
  daily: "usage by local day",
  weekly: "usage by ISO week, Monday to Sunday",
  monthly: "usage by month",
  sessions: "usage by session, the dearest first",
  models: "usage by model",
  projects: "usage by project: a git repository with its worktrees, else a folder",
  prompts: "the costliest prompts",
  usage: "the same by any of these and more: bursar usage --by branch",
  advise: "what following Bursar's advice would have saved or cost in past sessions",
  export: "every request as CSV, JSON or JSON lines",
  forget: "removes a project, or everything before a day, for good",
};

const HELP = `bursar: what Claude Code's sessions cost

${Object.entries(ABOUT)
  .map(([name, about]) => `  bursar ${name.padEnd(9)} ${about}`)
  .join("\n")}

  bursar COMMAND --help  what a command takes
  bursar --version
`;

interface Command {
  help: string;
  run: (args: readonly string[]) => Promise<void>;
}

async function load(name: string): Promise<Command | null> {
  const about = Object.hasOwn(ABOUT, name) ? ABOUT[name] : undefined;
  if (about === undefined) return null;
  if (name === "advise") {
    const { ADVISE_HELP, advise } = await import("./adviseCommand.ts");
    return { help: ADVISE_HELP, run: advise };
  }
  if (name === "export") {
    const { EXPORT_HELP, exportHistory } = await import("./exportCommand.ts");
    return { help: EXPORT_HELP, run: exportHistory };
  }
  if (name === "forget") {
    const { FORGET_HELP, forgetHistory } = await import("./forgetCommand.ts");
    return { help: FORGET_HELP, run: forgetHistory };
  }
  const { report, reportHelp } = await import("./reportCommand.ts");
  return { help: reportHelp(name, about), run: (args) => report(name, args) };
}

/** Runs a command line and gives the exit code: 0, 1 for a failure, 2 for a wrong command line. */
export async function run(args: readonly string[]): Promise<number> {
  const asksHelp = args.length === 0 || args[0] === "help" || args.some((arg) => arg === "--help" || arg === "-h");
  const name = args.find((arg) => arg !== "help" && !arg.startsWith("-")) ?? "";
  try {
    const command = await load(name);
    if (asksHelp) process.stdout.write(command?.help ?? HELP);
    else if (args[0] === "--version") process.stdout.write(`${version()}\n`);
    else if (command && args[0] === name) await command.run(args.slice(1));
    else throw new UsageError(`there is no command "${args[0]}"`);
    return 0;
  } catch (error) {
    const isWrongUse = error instanceof UsageError;
    process.stderr.write(`bursar: ${error instanceof Error ? error.message : String(error)}\n`);
    if (isWrongUse) process.stderr.write(`Try: bursar ${Object.hasOwn(ABOUT, name) ? `${name} ` : ""}--help\n`);
    return isWrongUse ? 2 : 1;
  }
}

function version(): string {
  // package.json lies beside dist/, and two folders above the source.
  const path = import.meta.url.endsWith(".ts") ? "../../package.json" : "../package.json";
  const manifest: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
  return (manifest as { version: string }).version;
}
