import assert from "node:assert/strict";
import { callSubject, partOfResult } from "./toolSubject.ts";

describe("callSubject", () => {
  it("names the tool and what it was about", () => {
    assert.equal(callSubject("Read", { file_path: "/home/dev/acme/src/snapshot.ts" }), "Read snapshot.ts");
    assert.equal(
      callSubject("Edit", { file_path: "C:\\dev\\acme\\parser.ts", old_string: "secret" }),
      "Edit parser.ts",
    );
    assert.equal(callSubject("Grep", { pattern: "TODO", path: "/home/dev/acme/src" }), "Grep TODO");
    assert.equal(callSubject("Bash", { command: "npm test\n--silent" }), "Bash npm test --silent");
    assert.equal(
      callSubject("WebFetch", { url: "https://example.org/a?token=1", prompt: "Read." }),
      "WebFetch example.org",
    );
    assert.equal(callSubject("WebFetch", { url: "no address" }), "WebFetch");
    assert.equal(callSubject("TodoWrite", { todos: [] }), "TodoWrite");
    assert.equal(callSubject("Bash", null), "Bash");
  });

  it("names an MCP server and its tool, and nothing of what it was told", () => {
    assert.equal(callSubject("mcp__github__search_issues", { query: "private" }), "github search_issues");
  });

  it("cuts a long command at a word, and at a character where there is none", () => {
    const cut = callSubject("Bash", { command: "git log --oneline --graph --decorate --all -n 200" });
    assert.equal(cut, "Bash git log --oneline --graph --decorate…");
    assert.equal(callSubject("Bash", { command: "x".repeat(200) }).length, "Bash ".length + 40);
    assert.ok(callSubject("Bash", { command: "🙂".repeat(60) }).isWellFormed());
  });
});

describe("partOfResult", () => {
  it("tells files, MCP and other output apart", () => {
    assert.deepEqual(["Read", "Grep", "Bash", "mcp__github__list", ""].map(partOfResult), [
      "files",
      "files",
      "toolOutput",
      "mcp",
      "toolOutput",
    ]);
  });
});
