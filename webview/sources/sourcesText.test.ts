import assert from "node:assert/strict";
import { dirStateText, formatBytes, indexingPercent, indexingText } from "./sourcesText.ts";

describe("dirStateText", () => {
  it("counts what was read", () => {
    assert.equal(dirStateText({ kind: "ok", files: 6612, sessions: 1 }), "6,612 files, 1 session");
  });
  it("gives the reason when nothing could be read", () => {
    assert.equal(
      dirStateText({ kind: "unreadable", reason: "permission denied" }),
      "cannot be read: permission denied",
    );
    assert.equal(dirStateText({ kind: "missing" }), "not there");
  });
});

describe("indexing", () => {
  const index = { kind: "indexing", filesDone: 1204, files: 6612, bytesDone: 21e7, bytes: 42e7, startedAt: 0 } as const;

  it("is told in files and bytes", () => {
    assert.equal(indexingText(index), "Reading transcripts: 1,204 of 6,612 files, 210 MB of 420 MB.");
  });
  it("is measured by bytes, by files without any, and is nothing of nothing", () => {
    assert.equal(indexingPercent(index), 50);
    assert.equal(indexingPercent({ ...index, bytes: 0, filesDone: 1, files: 4 }), 25);
    assert.equal(indexingPercent({ ...index, bytes: 0, files: 0 }), 0);
  });
});

describe("formatBytes", () => {
  it("uses the unit that fits", () => {
    assert.deepEqual([0, 1500, 463e6, 1.25e9].map(formatBytes), ["0 KB", "2 KB", "463 MB", "1.3 GB"]);
  });
});
