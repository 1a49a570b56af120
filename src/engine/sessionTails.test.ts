import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SessionTails } from "./sessionTails.ts";
import { assistantRow, transcriptPath, userRow, writeTranscript } from "./sources/testTranscripts.ts";
import { TestIndexedFolder } from "./testIndexedFolder.ts";

describe("SessionTails", function () {
  this.timeout(10_000);
  let folder: TestIndexedFolder;
  let tails: SessionTails;
  beforeEach(() => {
    folder = new TestIndexedFolder();
    tails = new SessionTails(folder.db, folder.poolOf);
  });
  afterEach(() => folder.remove());

  const live = (lastActivity: number, configDir = folder.path) => [{ sessionId: "s1", configDir, lastActivity }];
  const write = (requests: number) =>
    writeTranscript(transcriptPath(folder.path, "s1"), [
      userRow({ text: "Look at the parser." }),
      ...Array.from({ length: requests }, (_, index) => assistantRow({ id: `msg_${index}`, sessionId: "s1" })),
    ]);

  it("reads a session's end, again when it grew, and no more when it ended", async () => {
    write(2);
    await folder.sweep();
    assert.equal(await tails.refresh(live(1)), true);
    assert.equal(tails.all.get("s1")?.requestsSinceCompaction, 2);
    assert.equal(await tails.refresh(live(1)), false);
    write(5);
    assert.equal(await tails.refresh(live(2)), true);
    assert.equal(tails.all.get("s1")?.requestsSinceCompaction, 5);
    await tails.refresh([]);
    assert.equal(tails.all.size, 0);
  });

  it("reads what the subagents beside it were asked to do", async () => {
    write(1);
    const agents = join(folder.path, "projects", "-home-dev-acme", "s1", "subagents");
    mkdirSync(agents, { recursive: true });
    writeTranscript(join(agents, "agent-a1.jsonl"), [
      userRow({ text: "List the tests.", agentId: "a1" }),
      assistantRow({ id: "msg_agent", agentId: "a1", output: 12 }),
    ]);
    await folder.sweep();
    await tails.refresh(live(1));
    assert.deepEqual(
      tails.subagentPrompts.get("s1")?.map(({ requests }) => requests),
      [1],
    );
  });

  it("leaves out what the store does not know yet and what nobody reads", async () => {
    assert.equal(await tails.refresh(live(1)), true);
    assert.equal(tails.all.size, 0);
    write(1);
    await folder.sweep();
    await tails.refresh(live(1, "/elsewhere"));
    assert.equal(tails.all.size, 0);
  });
});
