import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { assistantRow, line, temporaryFolder, transcriptPath, writeTranscript } from "./testTranscripts.ts";
import { ConfigDirWatcher } from "./watcher.ts";

describe("ConfigDirWatcher", function () {
  this.timeout(10_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let configDir: string;
  let watcher: ConfigDirWatcher | null;
  let told: string[];
  let waiting: (() => void)[];

  beforeEach(() => {
    folder = temporaryFolder();
    configDir = join(folder.path, ".claude");
    watcher = null;
    told = [];
    waiting = [];
  });
  afterEach(async () => {
    await watcher?.close();
    folder.remove();
  });

  function tell(event: string): void {
    told.push(event);
    for (const resume of waiting.splice(0)) resume();
  }

  async function start(): Promise<void> {
    watcher = new ConfigDirWatcher(configDir, {
      ready: () => tell("ready"),
      transcript: (path) => tell(path),
      sessionRecords: () => tell("records"),
      usageCache: () => tell("usage"),
      failed: (reason) => tell(`failed: ${reason}`),
    });
    await heard("ready");
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

  const row = () => line(assistantRow());

  it("tells each append", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    await start();
    for (let round = 0; round < 3; round++) {
      appendFileSync(path, row());
      await heardOnly(path);
    }
  });

  it("tells new sessions, in folders that did not exist", async () => {
    mkdirSync(join(configDir, "projects"), { recursive: true });
    await start();
    const path = transcriptPath(configDir);
    writeTranscript(path, [assistantRow()]);
    await heardOnly(path);
    const agent = join(dirname(path), "s1/subagents/workflows/wf_1/agent-1.jsonl");
    writeTranscript(agent, [assistantRow()]);
    await heardOnly(agent);
    appendFileSync(agent, row());
    await heardOnly(agent);
  });

  it("tells a transcript that takes another's place", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    await start();
    writeFileSync(`${path}.tmp`, row() + row());
    renameSync(`${path}.tmp`, path);
    await heardOnly(path);
    appendFileSync(path, row());
    await heardOnly(path);
  });

  it("tells nothing of other files", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    const project = dirname(path);
    mkdirSync(join(project, "memory"));
    await start();
    writeFileSync(join(project, "notes.txt"), "");
    writeFileSync(join(project, "resume-head.jsonl"), row());
    writeFileSync(join(project, "memory/notes.jsonl"), row());
    mkdirSync(join(project, "s1/tool-results"), { recursive: true });
    writeFileSync(join(project, "s1/tool-results/toolu_1.jsonl"), row());
    writeFileSync(join(project, "s1/agent.meta.json"), "{}");
    rmSync(join(project, "notes.txt"));
    appendFileSync(path, row());
    await heardOnly(path);
  });

  it("watches a project whose folder was given the name of a skipped one", async () => {
    const path = writeTranscript(transcriptPath(configDir, "s1", "memory"), [assistantRow()]);
    await start();
    appendFileSync(path, row());
    await heardOnly(path);
  });

  for (const missing of ["the config directory", "its folders"]) {
    it(`waits for ${missing} to be made`, async () => {
      if (missing === "its folders") mkdirSync(configDir);
      await start();
      const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
      await heard(path);
      appendFileSync(path, row());
      await heard(path);
      const record = join(configDir, "sessions/12.json");
      mkdirSync(dirname(record));
      writeFileSync(record, "{}");
      await heard("records");
      writeFileSync(record, '{"pid":12}');
      await heard("records");
      writeFileSync(join(configDir, ".claude.json"), "{}");
      await heard("usage");
    });
  }

  it("goes on when the projects folder was away for a while", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    await start();
    rmSync(join(configDir, "projects"), { recursive: true });
    writeTranscript(path, [assistantRow(), assistantRow({ id: "msg_2" })]);
    await heard(path);
  });

  it("tells session records that come, change and go, and nothing of keys", async () => {
    const sessions = join(configDir, "sessions");
    mkdirSync(sessions, { recursive: true });
    await start();
    writeFileSync(join(sessions, "12.a1b2.key"), "");
    writeTranscript(transcriptPath(configDir), [assistantRow()]);
    await heardOnly(transcriptPath(configDir));
    const record = join(sessions, "12.json");
    writeFileSync(record, "{}");
    await heardOnly("records");
    writeFileSync(`${record}.tmp`, '{"pid":12}');
    renameSync(`${record}.tmp`, record);
    await heardOnly("records");
    rmSync(record);
    await heardOnly("records");
  });

  it("tells when the usage cache changes, also by a new file in its place", async () => {
    mkdirSync(configDir);
    const inside = join(configDir, ".claude.json");
    const beside = join(folder.path, ".claude.json");
    writeFileSync(beside, "{}");
    await start();
    writeFileSync(inside, "{}");
    await heardOnly("usage");
    for (const place of [beside, inside, beside]) {
      writeFileSync(`${place}.tmp`, `{"written":${performance.now()}}`);
      renameSync(`${place}.tmp`, place);
      await heardOnly("usage");
    }
  });

  it("follows a projects folder that is a link, and no loop below it", async function () {
    if (process.platform === "win32") this.skip();
    const elsewhere = join(folder.path, "elsewhere");
    mkdirSync(join(elsewhere, "-home-a"), { recursive: true });
    mkdirSync(configDir);
    symlinkSync(elsewhere, join(configDir, "projects"));
    symlinkSync("..", join(elsewhere, "-home-a/up"));
    await start();
    const path = join(configDir, "projects/-home-a/s1.jsonl");
    writeTranscript(path, [assistantRow()]);
    await heard(path);
  });

  it("tells nothing once it is closed", async () => {
    const path = writeTranscript(transcriptPath(configDir), [assistantRow()]);
    await start();
    await watcher?.close();
    appendFileSync(path, row());
    const second = watcher;
    await start();
    assert.notEqual(watcher, second);
    appendFileSync(path, row());
    await heardOnly(path);
  });
});
