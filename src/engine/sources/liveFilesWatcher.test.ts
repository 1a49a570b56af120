import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bridgePlaces } from "../../shared/bridgePlaces.ts";
import { LiveFilesWatcher } from "./liveFilesWatcher.ts";
import { assistantRow, temporaryFolder, transcriptPath, writeTranscript } from "./testTranscripts.ts";

describe("LiveFilesWatcher", function () {
  this.timeout(10_000);
  let folder: ReturnType<typeof temporaryFolder>;
  let configDir: string;
  let dataDir: string;
  let watcher: LiveFilesWatcher | null;
  let told: string[];
  let waiting: (() => void)[];

  beforeEach(() => {
    folder = temporaryFolder();
    configDir = join(folder.path, ".claude");
    dataDir = join(folder.path, "bursar");
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
    watcher = new LiveFilesWatcher(configDir, dataDir, {
      ready: () => tell("ready"),
      sessionRecords: () => tell("records"),
      usageCache: () => tell("usage"),
      statusLines: () => tell("status lines"),
      failed: (reason) => tell(`failed: ${reason}`),
    });
    await heardOnly("ready");
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

  for (const missing of ["the config directory", "its folders"]) {
    it(`waits for ${missing} to be made`, async () => {
      if (missing === "its folders") mkdirSync(configDir);
      await start();
      const record = join(configDir, "sessions/12.json");
      mkdirSync(dirname(record), { recursive: true });
      writeFileSync(record, "{}");
      await heard("records");
      writeFileSync(record, '{"pid":12}');
      await heard("records");
      writeFileSync(join(configDir, ".claude.json"), "{}");
      await heard("usage");
    });
  }

  it("tells session records that come, change and go, and nothing of keys", async () => {
    const sessions = join(configDir, "sessions");
    mkdirSync(sessions, { recursive: true });
    await start();
    writeFileSync(join(sessions, "12.a1b2.key"), "");
    writeTranscript(transcriptPath(configDir), [assistantRow()]);
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

  it("tells status-line inputs, and changes of the settings that ask for them", async () => {
    mkdirSync(configDir);
    const { status } = bridgePlaces(dataDir, configDir, process.platform);
    await start();
    mkdirSync(status, { recursive: true });
    const input = join(status, "a.json");
    for (const text of ["{}", '{"session_id":"a"}']) {
      writeFileSync(`${input}.1.tmp`, text);
      renameSync(`${input}.1.tmp`, input);
      await heardOnly("status lines");
    }
    writeFileSync(join(configDir, "settings.json"), "{}");
    await heardOnly("status lines");
  });

  it("tells nothing once it is closed", async () => {
    mkdirSync(join(configDir, "sessions"), { recursive: true });
    await start();
    await watcher?.close();
    writeFileSync(join(configDir, "sessions/12.json"), "{}");
    await start();
    writeFileSync(join(configDir, ".claude.json"), "{}");
    await heardOnly("usage");
  });
});
