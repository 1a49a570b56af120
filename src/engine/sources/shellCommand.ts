/** What kind of work a shell command is, as far as its words tell. */

/** From harmless to unseen: `check` are tests, linters, compilers; `write` changes files behind the edit tools' backs. */
const KINDS = ["read", "git", "format", "check", "other", "write"] as const;
export type ShellKind = (typeof KINDS)[number];

/** `merge`: of a pull request. `rewrite`: changes the working tree without an edit. */
export type ShellAct = "test" | "commit" | "push" | "merge" | "rewrite";

export interface ShellCommand {
  /** Of several commands in a row the farthest from reading. */
  kind: ShellKind;
  /** Its exit code is that of its one command that matters: no pipe or further command hides a failure. */
  exitTells: boolean;
  /** What it does that ends or reopens a piece of work. */
  acts: ShellAct[];
}

const RULES: readonly (readonly [kind: ShellKind, pattern: RegExp])[] = [
  ["write", /^(mv|cp|rm|rmdir|mkdir|touch|chmod|chown|ln|patch|tee|dd|install|truncate|unzip|tar|rsync)\b/],
  ["write", /^(sed|perl|ruby)\b.*\s-[a-z]*i/],
  ["write", /^(npm|pnpm|yarn|bun|pip3?|uv|cargo|go|brew|apt(-get)?|gem|composer|poetry) (i|install|add|remove|update|upgrade|get|sync)\b/],
  ["write", /^find\b.*\s-(delete|exec\w*)\b/],
  ["format", /^(prettier|gofmt|goimports|black|isort|rustfmt|oxfmt|shfmt|stylua|swiftformat|clang-format)\b/],
  ["format", /^(ruff|cargo|mix|dart|terraform|biome|deno|dotnet) (format|fmt)\b/],
  ["format", /^(npm|pnpm|yarn|bun|make|just|task)( run)? (format|fmt|prettier)\b/],
  ["check", /^(pytest|jest|vitest|mocha|ava|tap|tsc|vue-tsc|eslint|oxlint|biome|mypy|pyright|ty|flake8|pylint|rspec|phpunit|rubocop|ctest|tox|playwright|shellcheck|golangci-lint)\b/],
  ["check", /^(go|cargo|mix|dotnet|swift|deno|flutter|dart|bun|zig|gradle|\.\/gradlew|mvn|\.\/mvnw|bazel|rake|rails) (test|build|check|vet|clippy|compile|credo|dialyzer|analyze|lint|verify)\b/],
  ["check", /^(npm|pnpm|yarn|bun|make|just|task)( run)? (test|lint|build|check|typecheck|type-check|tsc|verify|ci)\b/],
  ["check", /^(make|ruff|node --test|python3? -m (pytest|unittest|mypy))( |$)/],
  ["git", /^(git|gh|glab)\b/],
  ["read", /^(ls|ll|cat|bat|head|tail|wc|grep|egrep|fgrep|rg|ag|fd|find|pwd|cd|pushd|popd|echo|printf|which|type|command|file|stat|du|df|tree|sort|uniq|cut|tr|awk|sed|jq|yq|diff|cmp|date|env|printenv|whoami|uname|hostname|ps|test|true|false|sleep|less|nl|od|xxd|basename|dirname|realpath|readlink|column|seq|export|set|exit)\b/],
  ["read", /^\[/],
]; // prettier-ignore

const ACTS: readonly (readonly [act: ShellAct, pattern: RegExp])[] = [
  ["test", /^(pytest|jest|vitest|mocha|ava|tap|rspec|phpunit|ctest|tox|node --test|playwright test|python3? -m (pytest|unittest))( |$)/],
  ["test", /^(go|cargo|mix|dotnet|swift|deno|flutter|dart|bun|zig|gradle|\.\/gradlew|mvn|\.\/mvnw|bazel|rake|rails|make|just|task|npm|pnpm|yarn)( run)? test\b/],
  ["commit", /^git( -[cC] \S+)* commit\b(?!.*--dry-run)/],
  ["push", /^(git( -[cC] \S+)* push|gh pr create|glab mr create)\b(?!.*--dry-run)/],
  ["merge", /^(gh pr|glab mr) merge\b(?!.*--auto)/],
  ["rewrite", /^git( -[cC] \S+)* (checkout|switch|restore|reset|merge|rebase|stash|pull|revert|cherry-pick|apply|am|clean)\b/],
]; // prettier-ignore

/** What runs another command, and the values set for it. */
const PREFIX =
  /^(\w+=\S*|sudo|time|nohup|exec|timeout \S+|nice|npx( -y| --yes)?|bunx|pnpm exec|pnpm dlx|yarn exec|uv run|uvx|poetry run|pipenv run|bundle exec)\s+/;

export function shellCommand(command: string): ShellCommand {
  // What stands in quotes is no command. A here-document is one's input, often a script or a file.
  const bare = command.replaceAll(/'[^']*'|"(?:\\.|[^"\\])*"/g, "''");
  const quiet = bare.replaceAll(/\d?>&\d?|&?\d?>>?\s*\/dev\/null/g, " ");
  const parts = quiet.split(/&&|\|\|?|;|\n|&/).flatMap((part) => part.trim() || []);
  const kinds = parts.map(kindOf);
  const kind = kinds.toSorted((a, b) => KINDS.indexOf(b) - KINDS.indexOf(a))[0] ?? "other";
  const names = parts.map(nameOf);
  const acts = ACTS.flatMap(([act, pattern]) => (names.some((name) => pattern.test(name)) ? act : []));
  return { kind, exitTells: !/[|;\n]|&\s*$/.test(quiet.trim()), acts: [...new Set(acts)] };
}

function kindOf(part: string): ShellKind {
  if (/<</.test(part)) return "other";
  if (part.includes(">")) return "write";
  const name = nameOf(part);
  return RULES.find(([, pattern]) => pattern.test(name))?.[0] ?? "other";
}

/** The command's own words, without what runs it and without its folder. */
function nameOf(part: string): string {
  let words = part.replace(/^[({]+\s*/, "");
  for (let match = PREFIX.exec(words); match; match = PREFIX.exec(words)) words = words.slice(match[0].length);
  return words.replace(/^\S*\/(?=[\w.-]+(\s|$))/, "");
}
