import assert from "node:assert/strict";
import { RenderedScreen } from "./renderedScreen.ts";
import { textOf } from "./screen.ts";
import { followed, frame } from "./testScreens.ts";

const ALTERNATE = "\u001B[?1049h";

describe("RenderedScreen", () => {
  const row = ({ screen }: RenderedScreen, index: number): string | undefined => {
    const cells = screen?.rows[index];
    return cells && textOf(cells).trimEnd();
  };

  it("shows nothing before the alternate screen, and what comes with it at once", async () => {
    const { output, screen } = followed();
    output.write("hello\r\n");
    await screen.settled();
    assert.equal(row(screen, 0), undefined);
    output.write(`more${ALTERNATE}\u001B[Hfirst`);
    await screen.settled();
    assert.equal(row(screen, 0), "first");
    assert.deepEqual(screen.screen?.cursor, { row: 0, column: 5 });
  });

  it("knows the sequence however it is cut", async () => {
    for (let cut = 1; cut < ALTERNATE.length; cut++) {
      const { output, screen } = followed();
      output.write(`x${ALTERNATE.slice(0, cut)}`);
      output.write(`${ALTERNATE.slice(cut)}\u001B[Hab`);
      await screen.settled();
      assert.equal(row(screen, 0), "ab", `cut at ${cut}`);
    }
    const { output, screen } = followed();
    for (const character of `${ALTERNATE}\u001B[Hab`) output.write(character);
    await screen.settled();
    assert.equal(row(screen, 0), "ab");
  });

  it("follows moves, dim and inverse cells, and wide characters", async () => {
    const { output, screen } = followed();
    output.write(
      `${ALTERNATE}\u001B[H\r\n数x\u001B[2md\u001B[22m\u001B[7mi\u001B[27m\u001B[1;3H\r\u001B[2B\u001B[4Gthird`,
    );
    await screen.settled();
    const cells = screen.screen?.rows[1]
      ?.slice(0, 5)
      .map(({ text, width, dim, inverse }) => [text, width, dim, inverse]);
    assert.deepEqual(cells, [
      ["数", 2, false, false],
      ["", 0, false, false],
      ["x", 1, false, false],
      ["d", 1, true, false],
      ["i", 1, false, true],
    ]);
    assert.equal(row(screen, 2), "   third");
  });

  it("is gone when the program leaves the alternate screen, and there again when it comes back", async () => {
    const { output, screen } = followed();
    output.write(`${ALTERNATE}\u001B[Hold`);
    output.write("\u001B[?1049l$ ");
    await screen.settled();
    assert.equal(screen.screen, null);
    output.write(`${ALTERNATE}\u001B[Hnew`);
    await screen.settled();
    assert.equal(row(screen, 0), "new");
  });

  it("is gone at the output's end, and says so", async () => {
    const { output, screen } = followed();
    output.write(`${ALTERNATE}\u001B[Hold`);
    await screen.settled();
    const { promise, resolve } = Promise.withResolvers<void>();
    screen.onChange(resolve);
    output.end();
    await promise;
    assert.equal(screen.screen, null);
  });

  it("is gone when the output fails", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    async function* failing(): AsyncGenerator<string> {
      yield ALTERNATE;
      await promise;
      throw new Error("closed");
    }
    const screen = new RenderedScreen(failing());
    await screen.settled();
    assert.notEqual(screen.screen, null);
    const gone = Promise.withResolvers<void>();
    screen.onChange(gone.resolve);
    resolve();
    await gone.promise;
    assert.equal(screen.screen, null);
  });

  it("tells of every change until it is not listened to", async () => {
    const { output, screen } = followed();
    let changes = 0;
    const listening = screen.onChange(() => changes++);
    output.write(`${ALTERNATE}a`);
    output.write("b");
    await screen.settled();
    assert.equal(changes, 2);
    listening.dispose();
    output.write("c");
    await screen.settled();
    assert.equal(changes, 2);
  });

  it("remembers that vim's INSERT mode was shown, until the program leaves", async () => {
    const { output, screen } = followed();
    output.write(frame("the output says -- INSERT --", "❯ ▮"));
    await screen.settled();
    assert.equal(screen.vimSeen, false);
    output.write(frame("❯ ▮", "  -- INSERT -- hints"));
    output.write(frame("❯ ▮", "  hints"));
    await screen.settled();
    assert.equal(screen.vimSeen, true);
    output.write(`\u001B[?1049l${ALTERNATE}`);
    output.write("\u001B[?1049l");
    await screen.settled();
    assert.equal(screen.vimSeen, false);
  });
});
