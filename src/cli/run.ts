/** Chooses the command. */
import { usage, USAGE_HELP } from "./usage.ts";
import { UsageError } from "./usageError.ts";

const HELP = `bursar: what Claude Code's sessions cost

  ${USAGE_HELP.split("\n").join("\n  ")}

  bursar --help      this text
`;

/** Runs a command line and gives the exit code: 0, 1 for a failure, 2 for a wrong command line. */
export async function run(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  try {
    switch (command) {
      case "usage":
        return await usage(rest);
      case undefined:
      case "help":
      case "--help":
      case "-h":
        process.stdout.write(HELP);
        return 0;
      default:
        throw new UsageError(`there is no command "${command}"`);
    }
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`bursar: ${error.message}\nTry: bursar --help\n`);
      return 2;
    }
    process.stderr.write(`bursar: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
