import assert from "node:assert/strict";
import { mkdtemp, mkdir, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseConfigDirs, type ConfigDirInputs, dropAliases } from "./configDirs.ts";

const inputs = (overrides: Partial<ConfigDirInputs> = {}): ConfigDirInputs => ({
  platform: "linux",
  home: "/home/me",
  env: {},
  workspaceFolder: "/work/project",
  claudeCodeEnvironment: undefined,
  terminalEnvironment: undefined,
  extra: [],
  ...overrides,
});

describe("chooseConfigDirs", () => {
  const cases: [string, Partial<ConfigDirInputs>, [path: string, origin: string][]][] = [
    ["nothing set: the default", {}, [["/home/me/.claude", "default"]]],
    ["an empty variable is none", { env: { CLAUDE_CONFIG_DIR: "" } }, [["/home/me/.claude", "default"]]],
    ["the environment", { env: { CLAUDE_CONFIG_DIR: "/c" } }, [["/c", "environment"]]],
    ["one path, commas and all", { env: { CLAUDE_CONFIG_DIR: "/c,/d" } }, [["/c,/d", "environment"]]],
    ["dots and a trailing slash", { env: { CLAUDE_CONFIG_DIR: "/c/../d/" } }, [["/d", "environment"]]],
    ["NFC", { env: { CLAUDE_CONFIG_DIR: "/cafe\u0301" } }, [["/caf\u00e9", "environment"]]],
    [
      "Claude Code's setting, as a list; the last one counts",
      {
        claudeCodeEnvironment: [
          { name: "CLAUDE_CONFIG_DIR", value: "/old" },
          null,
          "CLAUDE_CONFIG_DIR=/x",
          { name: "OTHER", value: "/o" },
          { name: "CLAUDE_CONFIG_DIR", value: "/c" },
        ],
      },
      [["/c", "claudeCode.environmentVariables"]],
    ],
    [
      "Claude Code's setting, as an object",
      { claudeCodeEnvironment: { CLAUDE_CONFIG_DIR: "/c" } },
      [["/c", "claudeCode.environmentVariables"]],
    ],
    [
      "a null in the terminal's environment unsets",
      { terminalEnvironment: { CLAUDE_CONFIG_DIR: null } },
      [["/home/me/.claude", "default"]],
    ],
    [
      "all three, in order",
      {
        env: { CLAUDE_CONFIG_DIR: "/a" },
        claudeCodeEnvironment: [{ name: "CLAUDE_CONFIG_DIR", value: "/b" }],
        terminalEnvironment: { CLAUDE_CONFIG_DIR: "/c" },
      },
      [
        ["/a", "environment"],
        ["/b", "claudeCode.environmentVariables"],
        ["/c", "terminal.integrated.env"],
      ],
    ],
    [
      "the first origin of a path wins",
      {
        env: { CLAUDE_CONFIG_DIR: "/a" },
        terminalEnvironment: { CLAUDE_CONFIG_DIR: "/a/" },
        extra: ["/a", "/b", "/b"],
      },
      [
        ["/a", "environment"],
        ["/b", "bursar.configDirs"],
      ],
    ],
    [
      "extra ones stand beside the default, with a leading ~",
      { extra: ["~/.claude-work", " /x ", "", "~"] },
      [
        ["/home/me/.claude", "default"],
        ["/home/me/.claude-work", "bursar.configDirs"],
        ["/x", "bursar.configDirs"],
        ["/home/me", "bursar.configDirs"],
      ],
    ],
    [
      "variables",
      {
        env: { ROOT: "/r" },
        terminalEnvironment: { CLAUDE_CONFIG_DIR: "${env:ROOT}${/}${workspaceFolder}${pathSeparator}c" },
      },
      [["/r/work/project/c", "terminal.integrated.env"]],
    ],
    [
      "the home variable",
      { terminalEnvironment: { CLAUDE_CONFIG_DIR: "${userHome}/.c" } },
      [["/home/me/.c", "terminal.integrated.env"]],
    ],
    [
      "Windows",
      {
        platform: "win32",
        home: "C:\\Users\\me",
        terminalEnvironment: { CLAUDE_CONFIG_DIR: "D:\\c\\" },
        extra: ["~\\w"],
      },
      [
        ["D:\\c", "terminal.integrated.env"],
        ["C:\\Users\\me\\w", "bursar.configDirs"],
      ],
    ],
  ];
  for (const [name, overrides, expected] of cases) {
    it(name, () => {
      const { dirs, skipped } = chooseConfigDirs(inputs(overrides));
      assert.deepEqual(
        dirs.map(({ path, origin }) => [path, origin]),
        expected,
      );
      assert.deepEqual(skipped, []);
    });
  }

  const refused: [string, Partial<ConfigDirInputs>, RegExp][] = [
    ["an unknown variable", { terminalEnvironment: { CLAUDE_CONFIG_DIR: "/x/${command:pick}" } }, /command:pick/],
    ["an unset environment variable", { claudeCodeEnvironment: { CLAUDE_CONFIG_DIR: "${env:NONE}/c" } }, /env:NONE/],
    [
      "a folder where none is open",
      { workspaceFolder: null, terminalEnvironment: { CLAUDE_CONFIG_DIR: "${workspaceFolder}/c" } },
      /workspaceFolder/,
    ],
    ["a relative path", { env: { CLAUDE_CONFIG_DIR: "c" } }, /absolute/],
    ["a literal ~, which Claude Code does not expand", { env: { CLAUDE_CONFIG_DIR: "~/c" } }, /absolute/],
    ["a relative extra path", { extra: ["c"] }, /bursar\.configDirs/],
  ];
  for (const [name, overrides, reason] of refused) {
    it(`skips ${name}, and says so`, () => {
      const { dirs, skipped } = chooseConfigDirs(inputs(overrides));
      assert.deepEqual(dirs, [{ path: "/home/me/.claude", origin: "default" }]);
      assert.equal(skipped.length, 1);
      assert.match(skipped[0] ?? "", reason);
    });
  }
});

describe("dropAliases", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "bursar-dirs-"));
    await mkdir(join(folder, "real"));
    await symlink(join(folder, "real"), join(folder, "link"));
  });
  after(() => rm(folder, { recursive: true }));

  it("keeps the first of several names of one directory, and what does not exist", async () => {
    const dir = (name: string) => ({ path: join(folder, name), origin: "bursar.configDirs" as const });
    const kept = await dropAliases([dir("missing"), dir("link"), dir("real"), dir("other")], (path) =>
      realpath(path).catch(() => null),
    );
    assert.deepEqual(kept, [dir("missing"), dir("link"), dir("other")]);
  });
});
