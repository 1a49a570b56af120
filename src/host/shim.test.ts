import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { cmdShim, posixShim } from "./shim.ts";

describe("posixShim", () => {
  let folder: string;
  let shim: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), `bursar shim $HOME 'quoted' "double" \`back\` `));
    await mkdir(join(folder, "run time"));
    const execPath = join(folder, "run time", "node");
    await symlink(process.execPath, execPath);
    const cli = join(folder, "cli.js");
    await writeFile(
      cli,
      "console.log(JSON.stringify({ args: process.argv.slice(2), electron: process.env.ELECTRON_RUN_AS_NODE, options: process.env.NODE_OPTIONS })); process.exitCode = 3;",
    );
    shim = join(folder, "bursar");
    await writeFile(shim, posixShim({ execPath, cli }));
    await chmod(shim, 0o755);
  });
  after(() => rm(folder, { recursive: true }));

  it("runs the CLI with its arguments and gives back its exit code", async () => {
    const args = ["usage", "--since", "a b", "it's", '"', "$HOME", ""];
    const run = promisify(execFile)(shim, args, { env: { ...process.env, NODE_OPTIONS: "--require /nowhere.js" } });
    await assert.rejects(run, (error: { code: number; stdout: string; stderr: string }) => {
      assert.equal(error.stderr, "");
      assert.deepEqual(JSON.parse(error.stdout), { args, electron: "1" });
      assert.equal(error.code, 3);
      return true;
    });
  });

  it("says what to do when VS Code has moved", async () => {
    await writeFile(shim, posixShim({ execPath: "/nowhere/code", cli: "/nowhere/cli.js" }));
    await assert.rejects(promisify(execFile)(shim), (error: { code: number; stderr: string }) => {
      assert.equal(error.code, 127);
      assert.match(error.stderr, /Open a VS Code window/);
      return true;
    });
  });
});

describe("cmdShim", () => {
  const text = cmdShim(
    { execPath: "D:\\100% code\\Code.exe", cli: "C:\\Users\\J\u00fcrgen\\.vscode\\extensions\\bursar\\dist\\cli.js" },
    "C:\\Users\\J\u00fcrgen",
  );

  it("doubles percent signs and leaves the user's name to Windows", () => {
    assert.ok(text.includes('set "runtime=D:\\100%% code\\Code.exe"'));
    assert.ok(text.includes('set "cli=%USERPROFILE%\\.vscode\\extensions\\bursar\\dist\\cli.js"'));
    assert.match(text, /^[\r\n -~]*$/);
  });

  it("has Windows line ends and passes the arguments and the exit code on", () => {
    assert.doesNotMatch(text, /[^\r]\n/);
    assert.ok(text.includes('"%runtime%" --disable-warning=ExperimentalWarning "%cli%" %*\r\nexit /b %ERRORLEVEL%'));
  });
});
