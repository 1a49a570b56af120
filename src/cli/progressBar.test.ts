import assert from "node:assert/strict";
import type { IndexState } from "../shared/snapshot.ts";
import { ProgressBar, progressLine } from "./progressBar.ts";

const indexing = (share: number): Extract<IndexState, { kind: "indexing" }> => ({
  kind: "indexing",
  filesDone: Math.round(2253 * share),
  files: 2253,
  bytesDone: share * 2 ** 30,
  bytes: 2 ** 30,
  startedAt: 0,
});

describe("progressLine", () => {
  it("tells share, bytes and files", () => {
    assert.equal(
      progressLine(indexing(0.5), 120),
      "Reading transcripts  50 %  ████████████░░░░░░░░░░░░  512 of 1,024 MiB  1,127 of 2,253 files",
    );
    assert.match(progressLine(indexing(1), 120), /100 % {2}█{24} /);
    assert.match(progressLine({ ...indexing(0), bytes: 0 }, 120), / 0 %/);
  });

  it("leaves out what does not fit, and keeps the last column free", () => {
    for (let width = 26; width < 120; width++) assert.ok(progressLine(indexing(0.3), width).length < width);
    assert.equal(progressLine(indexing(0.3), 30), "Reading transcripts  30 %");
  });
});

describe("ProgressBar", () => {
  /** A terminal that tells of everything written to it. */
  class FakeTerminal {
    readonly isTTY: boolean;
    readonly columns = 80;
    text = "";
    private readonly waiting: (() => void)[] = [];

    constructor(isTTY: boolean) {
      this.isTTY = isTTY;
    }

    write(text: string): boolean {
      this.text += text;
      for (const resolve of this.waiting.splice(0)) resolve();
      return true;
    }

    written(): Promise<void> {
      return new Promise((resolve) => this.waiting.push(resolve));
    }
  }
  const make = (isTTY: boolean) => {
    const terminal = new FakeTerminal(isTTY);
    return { terminal, bar: new ProgressBar(terminal) };
  };

  it("draws on a terminal while something is read for long, and leaves a clean line", async () => {
    const { terminal, bar } = make(true);
    bar.follow(() => indexing(0.25));
    await terminal.written();
    assert.match(terminal.text, /Reading transcripts {2}25 %/);
    bar.end();
    assert.ok(terminal.text.endsWith("\r\u001b[2K"));
    const { text } = terminal;
    bar.end();
    bar.clear();
    assert.equal(terminal.text, text);
  });

  it("writes nothing to anything else", () => {
    const { terminal, bar } = make(false);
    bar.follow(() => indexing(0.25));
    bar.clear();
    bar.end();
    assert.equal(terminal.text, "");
  });
});
