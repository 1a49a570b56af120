import assert from "node:assert/strict";
import { shellCommand, type ShellKind } from "./shellCommand.ts";

const TABLE: Record<ShellKind, readonly string[]> = {
  read: [
    "ls -la src",
    "cd /acme && rg 'rm -rf' src | head -20",
    "cat package.json 2>/dev/null",
    "find . -name '*.ts' | wc -l",
    "sed -n 1,20p a.ts",
    'grep -rn "a > b" src',
    "FOO=1 /usr/bin/env",
    "[ -f a ] && echo yes",
  ],
  git: ["git status", "cd x && git diff --stat | cat", 'git commit -m "fix: a; b > c"', "gh pr view 7"],
  format: ["npx prettier --write src", "cargo fmt", "npm run format", "ruff format .", "node_modules/.bin/oxfmt a.ts"],
  check: [
    "npm test",
    "npm run test:unit 2>&1 | tail -5",
    "uv run pytest -x",
    "cd api && go test ./...",
    "node_modules/.bin/tsc -p .",
    "make",
    "cargo clippy && cargo test",
    "npx tsc --noEmit && npx eslint src",
  ],
  other: [
    "node script.js",
    "python3 build.py",
    "psql <<'SQL'\nselect 1\nSQL",
    "npm test && node deploy.js",
    "docker ps",
    "",
  ],
  write: [
    "echo hi > a.txt",
    "sed -i s/a/b/ a.ts",
    "mv a b",
    "npm install left-pad",
    "find . -name x -delete",
    "git status && rm -rf dist",
    "cat a >> b",
  ],
};

describe("shellCommand", () => {
  for (const [kind, commands] of Object.entries(TABLE)) {
    for (const command of commands) {
      it(`calls ${JSON.stringify(command)} ${kind}`, () => assert.equal(shellCommand(command).kind, kind));
    }
  }

  it("knows when a failure would not show in the exit code", () => {
    const tells = (command: string) => shellCommand(command).exitTells;
    assert.ok(tells("npm test") && tells("cd a && npm test 2>&1") && tells("pytest -k 'a;b'"));
    for (const command of [
      "npm test | tail",
      "npm test || true",
      "npm test; echo done",
      "npm test &",
      "npm test\nls",
    ]) {
      assert.equal(tells(command), false, command);
    }
  });

  const ACTS: [command: string, acts: string[]][] = [
    ["npx vitest run && git add -A && git commit -m 'x; git push'", ["test", "commit"]],
    ["git -C /acme commit -qam x && git push", ["commit", "push"]],
    ["git commit --dry-run", []],
    ["gh pr create --fill", ["push"]],
    ["gh pr merge 7 --squash", ["merge"]],
    ["gh pr merge 7 --auto", []],
    ["git stash pop", ["rewrite"]],
    ["pnpm run test:unit", ["test"]],
    ["python -m pytest -x", ["test"]],
    ["npm run build", []],
    ["git log && grep -rn 'npm test' .", []],
  ];
  for (const [command, acts] of ACTS) {
    it(`sees ${acts.join(" and ") || "nothing"} in ${JSON.stringify(command)}`, () =>
      assert.deepEqual(shellCommand(command).acts, acts));
  }
});
