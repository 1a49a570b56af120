import assert from "node:assert/strict";
import { join } from "node:path";
import { foldersToWatch } from "./activeFolders.ts";

const NOW = Date.UTC(2026, 5, 10);
const DAY_MS = 86_400_000;
const PROJECTS = join("/claude", "projects");

describe("foldersToWatch", () => {
  const at = (path: string) => join(PROJECTS, path);
  const watched = (ages: Record<string, number>, folders: string[]) => {
    const files = Object.entries(ages).map(([path, days]) => ({
      path: at(path),
      inode: 1,
      size: 1,
      modifiedMs: NOW - days * DAY_MS,
    }));
    return foldersToWatch(PROJECTS, { files, folders: folders.map(at) }, NOW);
  };

  it("has every project, however old", () => {
    const { active, asleep } = watched({ "a/s1.jsonl": 300 }, ["", "a", "b"]);
    assert.deepEqual([...active], [PROJECTS, at("a"), at("b")]);
    assert.equal(asleep.size, 0);
  });

  it("has the folders of the sessions of which any transcript was written in the last seven days", () => {
    const folders = ["s1", "s1/subagents", "s2", "s2/subagents", "s2/subagents/workflows/wf_1", "s3"].map(
      (path) => `a/${path}`,
    );
    const ages = {
      "a/s1.jsonl": 6,
      "a/s2.jsonl": 8,
      "a/s2/subagents/workflows/wf_1/agent-1.jsonl": 1,
      "a/s3.jsonl": 7,
    };
    const { active, asleep } = watched(ages, ["", "a", ...folders]);
    assert.deepEqual([...active], ["", "a", ...folders.slice(0, 5)].map(at));
    assert.deepEqual([...asleep], [[at("a/s3.jsonl"), [at("a/s3")]]]);
  });

  it("takes a transcript from the future, written before the clock was set back, for a new one", () => {
    assert.ok(watched({ "a/s1.jsonl": -400 }, ["", "a", "a/s1"]).active.has(at("a/s1")));
  });

  it("names a sleeping session's folders by its transcript", () => {
    const { asleep } = watched({ "a/s1/subagents/agent-1.jsonl": 30 }, ["", "a", "a/s1", "a/s1/subagents"]);
    assert.deepEqual([...asleep], [[at("a/s1.jsonl"), [at("a/s1"), at("a/s1/subagents")]]]);
  });
});
