import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./testTranscripts.ts";
import { listTranscripts } from "./transcriptTree.ts";

describe("listTranscripts", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let configDir: string;
  beforeEach(() => {
    folder = temporaryFolder();
    configDir = join(folder.path, "claude");
  });
  afterEach(() => folder.remove());

  function write(path: string, text = "{}\n"): string {
    const file = join(configDir, "projects", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  function link(target: string, path: string): void {
    mkdirSync(dirname(join(configDir, "projects", path)), { recursive: true });
    symlinkSync(target, join(configDir, "projects", path));
  }

  function listed(): string[] {
    const listing = listTranscripts(configDir);
    assert.equal(listing.kind, "listed");
    assert.deepEqual(listing.problems, []);
    return listing.files.map(({ path }) => path.slice(join(configDir, "projects").length + 1)).toSorted();
  }

  it("finds sessions, subagents and workflows at any depth, and nothing else", () => {
    const transcripts = [
      "-home-a/agent-old.jsonl",
      "-home-a/s1.jsonl",
      "-home-a/s1/subagents/agent-1.jsonl",
      "-home-a/s1/subagents/workflows/wf_1/agent-2.jsonl",
      "-home-a/s1/subagents/workflows/wf_1/deeper/still/agent-3.jsonl",
      "-home-b/s2.jsonl",
    ];
    for (const path of transcripts) write(path);
    write("-home-a/s1/resume-head.jsonl");
    write("-home-a/s1/subagents/agent-1.meta.json");
    write("-home-a/s1/tool-results/toolu_1.jsonl");
    write("-home-a/memory/notes.jsonl");
    write("-home-a/s1.jsonl.bak");
    assert.deepEqual(listed(), transcripts);
  });

  it("tells what shows that a file has changed", () => {
    const path = write("-home-a/s1.jsonl", "0123456789");
    const { ino, mtimeMs } = statSync(path);
    const listing = listTranscripts(configDir);
    assert.deepEqual(listing, {
      kind: "listed",
      files: [{ path, inode: ino, size: 10, modifiedMs: mtimeMs }],
      folders: [dirname(dirname(path)), dirname(path)],
      problems: [],
    });
  });

  it("finds a project whose folder was given the name of a skipped one", () => {
    write("memory/s1.jsonl");
    write("tool-results/s2.jsonl");
    assert.deepEqual(listed(), ["memory/s1.jsonl", "tool-results/s2.jsonl"]);
  });

  it("takes a folder, a FIFO and a broken link for no transcript, whatever their names", function () {
    write("-home-a/folder.jsonl/inside.jsonl");
    link("nowhere", "-home-a/broken.jsonl");
    link("itself.jsonl", "-home-a/itself.jsonl");
    link("itself", "-home-a/itself");
    if (process.platform !== "win32") execFileSync("mkfifo", [join(configDir, "projects/-home-a/fifo.jsonl")]);
    assert.deepEqual(listed(), ["-home-a/folder.jsonl/inside.jsonl"]);
  });

  it("follows links to files and folders", () => {
    write("-home-a/s1.jsonl");
    const elsewhere = join(folder.path, "elsewhere");
    mkdirSync(join(elsewhere, "s2/subagents"), { recursive: true });
    writeFileSync(join(elsewhere, "s2/subagents/agent-1.jsonl"), "{}\n");
    writeFileSync(join(elsewhere, "s2.jsonl"), "{}\n");
    link(elsewhere, "-home-b");
    link(join(elsewhere, "s2.jsonl"), "-home-a/linked.jsonl");
    assert.deepEqual(listed(), [
      "-home-a/linked.jsonl",
      "-home-a/s1.jsonl",
      "-home-b/s2.jsonl",
      "-home-b/s2/subagents/agent-1.jsonl",
    ]);
  });

  it("lists a projects folder that is itself a link", () => {
    write("-home-a/s1.jsonl");
    renameSync(join(configDir, "projects"), join(folder.path, "moved"));
    symlinkSync(join(folder.path, "moved"), join(configDir, "projects"));
    link("..", "-home-a/up");
    assert.deepEqual(listed(), ["-home-a/s1.jsonl"]);
  });

  it("goes round no loop of links, and lists no file twice for it", () => {
    write("-home-a/s1.jsonl");
    link(".", "-home-a/here.jsonl");
    link("..", "-home-a/up");
    link("../..", "-home-a/config");
    link("/", "-home-a/everything");
    const elsewhere = join(folder.path, "elsewhere");
    mkdirSync(join(elsewhere, "below"), { recursive: true });
    writeFileSync(join(elsewhere, "s2.jsonl"), "{}\n");
    symlinkSync(elsewhere, join(elsewhere, "below/back"));
    symlinkSync(join(elsewhere, "below"), join(elsewhere, "again"));
    symlinkSync(join(configDir, "projects"), join(elsewhere, "projects"));
    link(elsewhere, "-home-b");
    link(elsewhere, "-home-c");
    const files = listed();
    assert.equal(files.length, 2);
    assert.equal(files[0], "-home-a/s1.jsonl");
    assert.match(files[1] ?? "", /^-home-[bc].s2\.jsonl$/);
  });

  it("says that there is no projects folder", () => {
    assert.deepEqual(listTranscripts(configDir), { kind: "missing" });
    mkdirSync(configDir);
    assert.deepEqual(listTranscripts(configDir), { kind: "missing" });
  });

  it("says why the projects folder cannot be read", () => {
    mkdirSync(configDir);
    writeFileSync(join(configDir, "projects"), "");
    assert.deepEqual(listTranscripts(configDir), { kind: "unreadable", reason: "ENOTDIR" });
  });

  it("lists everything else beside a folder that may not be read", function () {
    // Neither root nor Windows is kept out by a mode.
    if (process.platform === "win32" || process.getuid?.() === 0) this.skip();
    const path = write("-home-a/s1.jsonl");
    const closed = dirname(write("-home-b/s2.jsonl"));
    chmodSync(closed, 0o000);
    const listing = listTranscripts(configDir);
    chmodSync(closed, 0o700);
    assert.equal(listing.kind, "listed");
    assert.deepEqual(
      listing.files.map((file) => file.path),
      [path],
    );
    assert.deepEqual(listing.problems, [{ path: closed, reason: "EACCES" }]);
  });
});
