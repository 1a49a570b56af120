/** What a `bursar` command on the PATH runs. */
export interface ShimTarget {
  /** VS Code's own runtime: Electron, or the Node of a server. */
  execPath: string;
  /** dist/cli.js of the installed extension. */
  cli: string;
}

const NODE_FLAGS = "--disable-warning=ExperimentalWarning";
const GONE = "bursar: the Bursar extension has moved. Open a VS Code window with it once to mend this command.";

/** A POSIX shell script. NODE_OPTIONS is dropped because VS Code's terminals may set a debugger in it. */
export function posixShim({ execPath, cli }: ShimTarget): string {
  return `#!/bin/sh
# Written by the Bursar extension; written anew when VS Code or the extension moves.
runtime=${shellQuote(execPath)}
cli=${shellQuote(cli)}
if [ ! -x "$runtime" ] || [ ! -f "$cli" ]; then
  echo ${shellQuote(GONE)} >&2
  exit 127
fi
unset NODE_OPTIONS
ELECTRON_RUN_AS_NODE=1
export ELECTRON_RUN_AS_NODE
exec "$runtime" ${NODE_FLAGS} "$cli" "$@"
`;
}

/**
 * A Windows batch file.
 * @param home written as %USERPROFILE%: a batch file is read in the console's code page, and a user's name is what most
 * often lies outside of it.
 */
export function cmdShim({ execPath, cli }: ShimTarget, home: string): string {
  const lines = [
    "@echo off",
    "rem Written by the Bursar extension; written anew when VS Code or the extension moves.",
    "setlocal",
    `set "runtime=${batchPath(execPath, home)}"`,
    `set "cli=${batchPath(cli, home)}"`,
    'if not exist "%runtime%" goto gone',
    'if not exist "%cli%" goto gone',
    'set "NODE_OPTIONS="',
    'set "ELECTRON_RUN_AS_NODE=1"',
    `"%runtime%" ${NODE_FLAGS} "%cli%" %*`,
    "exit /b %ERRORLEVEL%",
    ":gone",
    `echo ${GONE} 1>&2`,
    "exit /b 127",
    "",
  ];
  return lines.join("\r\n");
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** In a batch file a percent sign is doubled; a quote cannot occur in a Windows path. */
function batchPath(path: string, home: string): string {
  const atHome = path.toLowerCase().startsWith(`${home.toLowerCase()}\\`);
  return (atHome ? "%USERPROFILE%" : "") + path.slice(atHome ? home.length : 0).replaceAll("%", "%%");
}
