import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../sources/testTranscripts.ts";
import { knownProjects, lookUpProjects } from "./projects.ts";
import { openStore, type Store } from "./store.ts";

describe("projects", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let db: Store;
  beforeEach(() => {
    folder = temporaryFolder();
    db = openStore({ kind: "memory" });
  });
  afterEach(() => {
    db.close();
    folder.remove();
  });

  const path = (...names: string[]) => join(folder.path, ...names);
  const make = (...names: string[]) => {
    mkdirSync(path(...names), { recursive: true });
    return path(...names);
  };
  const place = (...cwds: string[]) => {
    for (const cwd of cwds) db.prepare("INSERT INTO place (cwd, branch) VALUES (?, '')").run(cwd);
  };
  const lookUp = () => lookUpProjects(db, folder.path);
  /** As `git worktree add` leaves it. */
  const addWorktree = (repository: string, worktree: string) => {
    const name = worktree.split(/[/\\]/).at(-1) ?? "";
    mkdirSync(join(repository, "worktrees", name), { recursive: true });
    mkdirSync(worktree, { recursive: true });
    writeFileSync(join(worktree, ".git"), `gitdir: ${join(repository, "worktrees", name)}\n`);
    return worktree;
  };

  it("are repositories with all that is in them, and folders without one", async () => {
    make("acme", ".git");
    const inside = make("acme", "packages", "parser");
    const plain = make("notes", "today");
    place(inside, plain);
    const projectOf = await lookUp();
    assert.equal(projectOf(inside), path("acme"));
    assert.equal(projectOf(plain), plain);
  });

  it("hold their worktrees: beside them, of a bare repository, and Claude Code's own", async () => {
    make("acme", ".git");
    const beside = addWorktree(path("acme", ".git"), path("acme-topic"));
    const ofBare = addWorktree(make("site", ".bare"), path("site", "main"));
    const ofNamedBare = addWorktree(make("tools.git"), path("tools-main"));
    const own = addWorktree(path("acme", ".git"), path("acme", ".claude", "worktrees", "fix"));
    const deep = join(own, "src");
    mkdirSync(deep);
    place(beside, ofBare, ofNamedBare, own, deep);
    const projectOf = await lookUp();
    assert.equal(projectOf(beside), path("acme"));
    assert.equal(projectOf(ofBare), path("site"));
    assert.equal(projectOf(ofNamedBare), path("tools.git"));
    assert.equal(projectOf(own), path("acme"));
    assert.equal(projectOf(deep), path("acme"));
  });

  it("are told apart where a submodule or a repository lies in another", async () => {
    make("acme", ".git");
    const submodule = make("acme", "vendor", "lib");
    writeFileSync(join(submodule, ".git"), "gitdir: ../../.git/modules/lib\n");
    make("acme", "inner", ".git");
    place(submodule, path("acme", "inner"));
    const projectOf = await lookUp();
    assert.equal(projectOf(submodule), submodule);
    assert.equal(projectOf(path("acme", "inner")), path("acme", "inner"));
  });

  it("are not all one because the home is a repository", async () => {
    make(".git");
    const work = make("work");
    place(work, folder.path);
    const projectOf = await lookUp();
    assert.equal(projectOf(work), work);
    assert.equal(projectOf(folder.path), folder.path);
  });

  it("keep their worktrees and folders when these are gone", async () => {
    make("acme", ".git");
    const worktree = addWorktree(path("acme", ".git"), path("acme-topic"));
    place(worktree);
    await lookUp();
    rmSync(worktree, { recursive: true });
    rmSync(path("acme"), { recursive: true });
    assert.equal((await lookUp())(worktree), path("acme"));
    assert.equal(knownProjects(db)(worktree), path("acme"));
  });

  it("are guessed from what is left of a path", async () => {
    make("acme", ".git");
    const removed = path("acme", "old");
    const gone = path("nowhere", ".claude", "worktrees", "fix");
    place(removed, gone, "C:\\work\\.claude\\worktrees\\fix\\src");
    const projectOf = await lookUp();
    assert.equal(projectOf(removed), path("acme"));
    assert.equal(projectOf(gone), path("nowhere"));
    assert.equal(projectOf("C:\\work\\.claude\\worktrees\\fix\\src"), "C:\\work");
    assert.equal(projectOf("/never/seen"), "/never/seen");
  });
});
