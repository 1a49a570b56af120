import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { ContextFillReader } from "./contextFill.ts";
import {
  assistantRow,
  compactBoundaryRow,
  START,
  transcriptPath,
  userRow,
  writeTranscript,
  type Row,
} from "./sources/testTranscripts.ts";
import { TestIndexedFolder } from "./testIndexedFolder.ts";

describe("ContextFillReader", function () {
  this.timeout(20_000);
  let folder: TestIndexedFolder;
  let reader: ContextFillReader;
  beforeEach(() => {
    folder = new TestIndexedFolder();
    reader = new ContextFillReader(folder.db, folder.poolOf);
  });
  afterEach(() => folder.remove());

  const rows: Row[] = [
    userRow({ text: "Look at the parser.", sessionId: "s1" }),
    assistantRow({ id: "msg_1", sessionId: "s1", output: 40 }),
    userRow({ text: "Thanks.", sessionId: "s1", at: START + 1_000 }),
    assistantRow({ id: "msg_2", sessionId: "s1", input: 60, at: START + 2_000 }),
  ];
  const write = (...more: Row[]) => writeTranscript(transcriptPath(folder.path, "s1"), [...rows, ...more]);

  it("tells in words what fills the context of a session that the store knows", async () => {
    write();
    await folder.sweep();
    const fill = await reader.fill("s1");
    assert.ok(fill.kind === "known");
    assert.equal(fill.total, 11_060);
    assert.equal(fill.asOf, START + 2_000);
    assert.deepEqual(
      fill.largest.map(({ label }) => label),
      ["Answer", "Prompt", "Prompt"],
    );
  });

  it("says why it does not know", async () => {
    const reason = async () => {
      const fill = await reader.fill("s1");
      return fill.kind === "unknown" ? fill.reason : fill.kind;
    };
    assert.match(await reason(), /no longer there/);
    const path = write(compactBoundaryRow({ sessionId: "s1", at: START + 3_000 }));
    await folder.sweep();
    assert.match(await reason(), /just compacted/);
    writeTranscript(path, rows.slice(0, 1));
    assert.match(await reason(), /No request/);
    rmSync(path);
    assert.match(await reason(), /30 days/);
    await folder.pool.close();
    assert.match(await reason(), /could not be read/);
  });

  it("does not ask where nobody reads", async () => {
    write();
    await folder.sweep();
    const elsewhere = new ContextFillReader(folder.db, () => null);
    const fill = await elsewhere.fill("s1");
    assert.ok(fill.kind === "unknown" && fill.reason.includes(folder.path));
  });

  it("takes no part of a name for a session", async () => {
    write();
    await folder.sweep();
    for (const sid of ["1", "%", "__", ""]) assert.equal((await reader.fill(sid)).kind, "unknown");
  });

  it("shows of real sessions what their gauges show", async function () {
    const corpus = process.env["BURSAR_CORPUS"];
    if (corpus === undefined) return this.skip();
    cpSync(corpus, folder.path, { recursive: true });
    await folder.sweep();
    const sessions = folder.db.prepare("SELECT sid, main_context FROM session WHERE main_context IS NOT NULL").all();
    let known = 0;
    for (const { sid, main_context: gauge } of sessions) {
      const fill = await reader.fill(String(sid));
      if (fill.kind !== "known") continue;
      known++;
      assert.equal(fill.total, gauge, String(sid));
    }
    assert.ok(known > 0);
  });
});
