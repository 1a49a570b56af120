import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { foldersToWatch } from "./activeFolders.ts";
import { assistantRow, line, temporaryFolder, transcriptPath, writeTranscript } from "./testTranscripts.ts";
import { TranscriptWatcher } from "./transcriptWatcher.ts";
import { listTranscripts } from "./transcriptTree.ts";

const WEEK_MS = 7 * 86_400_000;

describe("TranscriptWatcher", function () {
  this.timeout(10_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let configDir: string;
  let projects: string;
  let watcher: TranscriptWatcher;
  let told: string[];
  let waiting: (() => void)[];

  beforeEach(() => {
    folder = temporaryFolder();
    configDir = join(folder.path, "claude");
    projects = join(configDir, "projects");
    told = [];
    waiting = [];
    watcher = new TranscriptWatcher(projects, {
      transcript: tell,
      folders: () => tell("folders"),
      failed: (reason) => tell(`failed: ${reason}`),
    });
  });
  afterEach(() => {
    watcher.close();
    folder.remove();
  });

  function tell(event: string): void {
    told.push(event);
    for (const resume of waiting.splice(0)) resume();
  }

  /** Waits until `event` is told, and forgets what was told up to then. */
  async function heard(event: string): Promise<void> {
    while (!told.includes(event)) await new Promise<void>((resolve) => waiting.push(resolve));
    told = [];
  }

  /** Waits for `event` and holds that nothing else was told before. */
  async function heardOnly(event: string): Promise<void> {
    while (!told.includes(event)) await new Promise<void>((resolve) => waiting.push(resolve));
    assert.deepEqual(
      told.filter((other) => other !== event),
      [],
    );
    told = [];
  }

  /** Looks through the directory as the engine does, until no folder is new; false: none was. */
  function look(): boolean {
    const listing = listTranscripts(configDir);
    assert.equal(listing.kind, "listed");
    const added = watcher.watch(foldersToWatch(projects, listing, Date.now()));
    if (added) look();
    return added;
  }

  /** Waits until the transcript is told, or would be read by the look that a new folder leads to. */
  async function noticed(path: string): Promise<void> {
    while (!told.includes(path)) {
      if (told.includes("folders")) {
        told = [];
        if (look()) return;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  const row = () => line(assistantRow());
  const putToSleep = (path: string) => {
    const then = (Date.now() - WEEK_MS) / 1000;
    utimesSync(path, then, then);
  };

  it("tells each append", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    look();
    for (let round = 0; round < 3; round++) {
      appendFileSync(path, row());
      await heardOnly(path);
    }
  });

  it("tells new sessions, and that folders came which are to be watched", async () => {
    mkdirSync(projects, { recursive: true });
    look();
    const path = transcriptPath(configDir);
    mkdirSync(dirname(path));
    await heardOnly("folders");
    look();
    writeTranscript(path, [assistantRow()]);
    await heardOnly(path);
    const agent = join(dirname(path), "s1/subagents/workflows/wf_1/agent-1.jsonl");
    writeTranscript(agent, [assistantRow()]);
    await heard("folders");
    look();
    appendFileSync(agent, row());
    await heard(agent);
  });

  it("tells a transcript that takes another's place", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    look();
    writeFileSync(`${path}.tmp`, row() + row());
    renameSync(`${path}.tmp`, path);
    await heardOnly(path);
    appendFileSync(path, row());
    await heardOnly(path);
  });

  it("tells nothing of other files and of the folders that hold no transcripts", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    const project = dirname(path);
    mkdirSync(join(project, "memory"));
    look();
    writeFileSync(join(project, "notes.txt"), "");
    writeFileSync(join(project, "resume-head.jsonl"), row());
    writeFileSync(join(project, "memory/notes.jsonl"), row());
    mkdirSync(join(project, "tool-results"));
    rmSync(join(project, "notes.txt"));
    appendFileSync(path, row());
    await heardOnly(path);
  });

  it("leaves the folders of a sleeping session alone until its transcript is written to", async () => {
    const path = writeTranscript(transcriptPath(configDir, "s1"), [assistantRow()]);
    const agent = writeTranscript(join(dirname(path), "s1/subagents/agent-1.jsonl"), [assistantRow()]);
    const other = writeTranscript(transcriptPath(configDir, "s2"), [assistantRow()]);
    putToSleep(path);
    putToSleep(agent);
    look();
    appendFileSync(agent, row());
    appendFileSync(other, row());
    await heardOnly(other);
    appendFileSync(path, row());
    await heardOnly(path);
    appendFileSync(agent, row());
    await heard(agent);
  });

  it("goes on with a folder that was away for a while", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    look();
    rmSync(dirname(path), { recursive: true });
    await heard("folders");
    writeTranscript(path, [assistantRow()]);
    for (let round = 0; round < 3; round++) {
      await noticed(path);
      told = [];
      appendFileSync(path, row());
    }
    await noticed(path);
  });

  it("goes on when the projects folder was away for a while", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    look();
    rmSync(projects, { recursive: true });
    await heard("folders");
    writeTranscript(path, [assistantRow()]);
    look();
    told = [];
    appendFileSync(path, row());
    await heard(path);
  });

  it("follows a projects folder that is a link", async function () {
    if (process.platform === "win32") this.skip();
    const elsewhere = join(folder.path, "elsewhere");
    mkdirSync(join(elsewhere, "-home-a"), { recursive: true });
    mkdirSync(configDir);
    symlinkSync(elsewhere, projects);
    look();
    const path = join(projects, "-home-a/s1.jsonl");
    writeTranscript(path, [assistantRow()]);
    await heardOnly(path);
  });

  it("says once why folders cannot be watched, and watches the others", async function () {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    const gone = join(projects, "gone");
    const noFolder = [`${path}/a`, `${path}/b`];
    assert.ok(watcher.watch({ active: new Set([gone, ...noFolder, dirname(path)]), asleep: new Map() }));
    if (process.platform !== "win32") assert.deepEqual(told, ["failed: ENOTDIR"]);
    told = [];
    appendFileSync(path, row());
    await heardOnly(path);
  });

  it("tells nothing once it is closed", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    look();
    watcher.close();
    appendFileSync(path, row());
    const other = transcriptPath(configDir, "s2");
    look();
    writeTranscript(other, [assistantRow()]);
    await heardOnly(other);
  });
});
