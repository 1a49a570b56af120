import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import type { SessionPlace } from "../../shared/engineProtocol.ts";
import { TestClock } from "../../shared/testClock.ts";
import { CommandInserter, type InsertResult, type PressEnter, type TypingTerminal } from "./insertCommand.ts";
import type { RenderedScreen } from "./renderedScreen.ts";
import { followed, frame, type Output, promptRows, rule } from "./testScreens.ts";

type Process = Extract<SessionPlace, { kind: "process" }>;
const SHELL = 50;
const place = (overrides: Partial<Process> = {}): Process => ({
  kind: "process",
  pid: 100,
  ancestors: [SHELL, 1],
  status: "idle",
  host: "terminal",
  ...overrides,
});

type Mode = "prompt" | "shell" | "dialog" | "search" | "transcript" | "insert";

/** Shows what Claude Code shows, and keeps the keys that it gets. */
class FakeClaude implements TypingTerminal {
  readonly processId = Promise.resolve(SHELL);
  readonly output: Output;
  readonly rendered: RenderedScreen;
  screen: RenderedScreen | null;
  keys = "";
  shown = false;
  closed = false;
  mode: Mode;
  text: string;
  /** What happens before a key is shown. */
  onKeys = (): void => {};
  onShow = (): void => {};

  constructor(mode: Mode = "prompt", text = "") {
    [this.mode, this.text] = [mode, text];
    const { output, screen } = followed();
    [this.output, this.rendered, this.screen] = [output, screen, screen];
    this.draw();
  }

  isOpen(): boolean {
    return !this.closed;
  }

  show(): void {
    this.shown = true;
    this.onShow();
  }

  type(text: string): void {
    this.keys += text;
    this.text += text;
    this.onKeys();
    this.draw();
  }

  pressEnter(): void {
    this.keys += "\r";
  }

  draw(): void {
    const footer = this.mode === "insert" ? ["  -- INSERT --"] : [];
    const views: Record<Mode, string[]> = {
      prompt: promptRows(`❯\u00A0${this.text}▮`),
      insert: [...promptRows(`❯\u00A0${this.text}▮`), ...footer],
      shell: promptRows(`!\u00A0${this.text}▮`),
      dialog: ["● Write(a.txt)", rule, " Do you want that?", " ❯▮1. Yes", "   2. No"],
      search: [rule, "  ╭──╮", "  │▮x │", "  ╰──╯"],
      transcript: ["❯ hello", rule, "▮  Showing all"],
    };
    this.output.write(frame(...views[this.mode]));
  }
}

class FakeEditor {
  pressEnter: PressEnter = "always";
  prefills = false;
  offers = 0;
  copied = "";
  told: string[] = [];
  prefilled: string[] = [];
  readonly claude: FakeClaude;

  constructor(claude: FakeClaude) {
    this.claude = claude;
  }

  terminals(): TypingTerminal[] {
    const other: TypingTerminal = {
      processId: Promise.resolve(7),
      screen: null,
      isOpen: () => true,
      show: () => assert.fail("another terminal was shown"),
      type: () => assert.fail("another terminal was typed into"),
      pressEnter: () => assert.fail("Enter was pressed in another terminal"),
    };
    return [other, this.claude];
  }

  offerToPressEnter(): void {
    this.offers++;
  }

  prefill(command: string, sessionId: string): Promise<boolean> {
    if (this.prefills) this.prefilled.push(`${sessionId} ${command}`);
    return Promise.resolve(this.prefills);
  }

  copy(text: string): Promise<void> {
    this.copied = text;
    return Promise.resolve();
  }

  tell(message: string): void {
    this.told.push(message);
  }
}

describe("CommandInserter", () => {
  const opened: FakeClaude[] = [];
  afterEach(() => {
    for (const { output } of opened.splice(0)) output.end();
  });

  /** Everything that is needed for one insertion; `places` are told one after the other, the last one from then on. */
  function desk(claude: FakeClaude, ...places: SessionPlace[]) {
    opened.push(claude);
    const clock = new TestClock();
    const editor = new FakeEditor(claude);
    const sessions = {
      places: places.length > 0 ? places : [place()],
      locate: () => {
        const [next] = sessions.places.length > 1 ? sessions.places.splice(0, 1) : sessions.places;
        return next ? Promise.resolve(next) : Promise.reject(new Error("The engine is down."));
      },
      usesVim: () => Promise.resolve(false),
    };
    const inserter = new CommandInserter(editor, sessions, clock);
    /** Time passes only when nothing else happens. */
    const insert = async (command = "/compact"): Promise<InsertResult> => {
      let result: InsertResult | undefined;
      const inserting = inserter.insert(command, "s1").then((value) => (result = value));
      while (!result) {
        for (let turn = 0; turn < 10; turn++) {
          await claude.rendered.settled();
          await setImmediate();
        }
        if (clock.next !== null) clock.advance(clock.next);
      }
      return inserting;
    };
    return { claude, clock, editor, sessions, inserter, insert };
  }

  it("types into a prompt that is seen to be empty, and presses Enter where the user wants that", async () => {
    for (const status of ["idle", "busy"] as const) {
      const { claude, editor, insert } = desk(new FakeClaude(), place({ status }));
      assert.deepEqual(await insert("/compact keep the parser"), { kind: "submitted" });
      assert.equal(claude.keys, "/compact keep the parser\r");
      assert.equal(claude.shown, true);
      assert.deepEqual([editor.offers, editor.copied, editor.told], [0, "", []]);
    }
  });

  it("leaves Enter to the user who has not said, and offers it", async () => {
    const { claude, editor, insert } = desk(new FakeClaude());
    editor.pressEnter = "ask";
    assert.deepEqual(await insert(), { kind: "inserted", why: "Press Enter to send it." });
    assert.equal(claude.keys, "/compact");
    assert.equal(editor.offers, 1);
  });

  it("leaves Enter to the user who wants it so, without an offer", async () => {
    const { claude, editor, insert } = desk(new FakeClaude());
    editor.pressEnter = "never";
    assert.equal((await insert()).kind, "inserted");
    assert.equal(claude.keys, "/compact");
    assert.equal(editor.offers, 0);
  });

  it("never sends anything but its own command from an empty prompt, in any view, status and setting", async () => {
    const modes: [Mode, string][] = [
      ["prompt", ""],
      ["prompt", "half a draft"],
      ["prompt", "/compact"],
      ["shell", ""],
      ["shell", "ls"],
      ["dialog", ""],
      ["search", ""],
      ["transcript", ""],
      ["insert", ""],
      ["insert", "draft"],
    ];
    for (const [mode, text] of modes) {
      for (const status of ["idle", "busy", "shell", "unknown", "waiting", "background"] as const) {
        for (const pressEnter of ["ask", "always", "never"] as const) {
          const { claude, editor, insert } = desk(new FakeClaude(mode, text), place({ status }));
          editor.pressEnter = pressEnter;
          const result = await insert();
          const canType =
            (mode === "prompt" || mode === "insert") && text === "" && status !== "waiting" && status !== "background";
          const canSend = canType && pressEnter === "always" && (status === "idle" || status === "busy");
          const what = `${mode} "${text}" ${status} ${pressEnter}`;
          assert.equal(claude.keys, canSend ? "/compact\r" : canType ? "/compact" : "", what);
          assert.equal(result.kind, canSend ? "submitted" : canType ? "inserted" : "copied", what);
          assert.equal(editor.copied, canType ? "" : "/compact", what);
          const isTold = !canType || (pressEnter === "always" && !canSend);
          assert.equal(editor.told.length, isTold ? 1 : 0, what);
        }
      }
    }
  });

  it("waits while the screen is being redrawn", async () => {
    const { claude, insert } = desk(new FakeClaude("search"));
    claude.onShow = () => {
      claude.mode = "prompt";
      claude.draw();
    };
    assert.equal((await insert()).kind, "submitted");
  });

  it("waits for the beginning of what a program draws", async () => {
    const { claude, insert } = desk(new FakeClaude());
    claude.output.write("\u001B[?1049l");
    claude.onShow = () => {
      claude.draw();
    };
    assert.equal((await insert()).kind, "submitted");
  });

  it("types without Enter where the screen is not known, and only while Claude Code is idle", async () => {
    const idle = desk(new FakeClaude());
    idle.claude.screen = null;
    assert.equal((await idle.insert()).kind, "inserted");
    assert.equal(idle.claude.keys, "/compact");
    assert.equal(idle.editor.offers, 0);

    const undrawn = desk(new FakeClaude());
    undrawn.claude.output.write("\u001B[?1049l");
    undrawn.claude.draw = () => {};
    assert.equal((await undrawn.insert()).kind, "inserted");
    assert.equal(undrawn.claude.keys, "/compact");

    const busy = desk(new FakeClaude(), place({ status: "busy" }));
    busy.claude.screen = null;
    assert.equal((await busy.insert()).kind, "copied");
    assert.equal(busy.claude.keys, "");
  });

  it("presses nothing more when the text does not come to be seen, and says so", async () => {
    const { claude, editor, insert } = desk(new FakeClaude());
    claude.draw = () => {};
    const result = await insert();
    assert.equal(result.kind, "inserted");
    assert.equal(claude.keys, "/compact");
    assert.match(editor.told.join(), /does not read exactly \/compact/);
  });

  const surprises: [name: string, onKeys: (claude: FakeClaude) => void][] = [
    ["the user types too", (claude) => (claude.text = `x${claude.text}`)],
    ["a dialog opens", (claude) => (claude.mode = "dialog")],
    ["shell mode begins", (claude) => (claude.mode = "shell")],
    ["the text is lost", (claude) => (claude.text = "")],
    ["the program ends", (claude) => claude.output.end()],
  ];
  for (const [name, onKeys] of surprises) {
    it(`presses nothing more when, as it types, ${name}`, async () => {
      const { claude, editor, insert } = desk(new FakeClaude());
      claude.onKeys = () => {
        onKeys(claude);
      };
      assert.equal((await insert()).kind, "inserted");
      assert.equal(claude.keys, "/compact");
      assert.equal(editor.told.length, 1);
    });
  }

  const changes: [string, SessionPlace][] = [
    ["Claude Code asks something", place({ status: "waiting" })],
    ["Claude Code is suspended", place({ status: "background" })],
    ["another process has the session", place({ pid: 101 })],
    ["it is in another terminal", place({ ancestors: [7] })],
    ["it is not alive", { kind: "none", reason: "it has ended" }],
  ];
  for (const [name, last] of changes) {
    it(`does not press Enter when, just before, ${name}`, async () => {
      const { claude, insert } = desk(new FakeClaude(), place(), place(), last);
      assert.equal((await insert()).kind, "inserted");
      assert.equal(claude.keys, "/compact");
    });

    it(`does not type when, just before, ${name}`, async () => {
      const { claude, insert } = desk(new FakeClaude(), place(), last);
      assert.equal((await insert()).kind, "copied");
      assert.equal(claude.keys, "");
    });
  }

  it("does not press Enter when a dialog is seen just before, whatever the status", async () => {
    const { claude, sessions, insert } = desk(new FakeClaude());
    let located = 0;
    sessions.locate = () => {
      if (++located === 3) {
        claude.mode = "dialog";
        claude.draw();
      }
      return Promise.resolve(place());
    };
    assert.equal((await insert()).kind, "inserted");
    assert.equal(located, 3);
    assert.equal(claude.keys, "/compact");
  });

  it("does not type where Claude Code has left the screen or the terminal has closed meanwhile", async () => {
    for (const leave of [
      (claude: FakeClaude) => {
        claude.output.write("\u001B[?1049l$ ");
      },
      (claude: FakeClaude) => {
        claude.closed = true;
      },
    ]) {
      const { claude, sessions, insert } = desk(new FakeClaude());
      let located = 0;
      sessions.locate = async () => {
        if (++located === 2) leave(claude);
        await claude.rendered.settled();
        return place();
      };
      assert.equal((await insert()).kind, "copied");
      assert.equal(claude.keys, "");
    }
  });

  it("needs to see vim's INSERT mode where vim keys may be on", async () => {
    const cases: [Mode, () => Promise<boolean>, string][] = [
      ["prompt", () => Promise.resolve(true), ""],
      ["insert", () => Promise.resolve(true), "/compact\r"],
      ["prompt", () => Promise.reject(new Error("unreadable")), ""],
      ["prompt", () => new Promise(() => {}), ""],
    ];
    for (const [mode, usesVim, keys] of cases) {
      const { claude, sessions, insert } = desk(new FakeClaude(mode));
      sessions.usesVim = usesVim;
      await insert();
      assert.equal(claude.keys, keys);
    }
    const { claude, insert } = desk(new FakeClaude("insert"));
    claude.mode = "prompt";
    claude.draw();
    assert.equal((await insert()).kind, "copied");
  });

  it("does one command after another: the second one finds the first one's text", async () => {
    const { claude, editor, inserter, insert } = desk(new FakeClaude());
    editor.pressEnter = "never";
    const first = inserter.insert("/compact", "s1");
    const second = await insert("/clear");
    assert.equal((await first).kind, "inserted");
    assert.equal(second.kind, "copied");
    assert.equal(claude.keys, "/compact");
    assert.equal(editor.copied, "/clear");
  });

  it("fills the panel's input box, or copies where that cannot be done", async () => {
    const panel = place({ ancestors: [1], host: "panel" });
    const able = desk(new FakeClaude(), panel);
    able.editor.prefills = true;
    assert.deepEqual(await able.insert(), { kind: "prefilled" });
    assert.deepEqual([able.editor.prefilled, able.editor.copied], [["s1 /compact"], ""]);

    const unable = desk(new FakeClaude(), panel);
    assert.equal((await unable.insert()).kind, "copied");
    assert.match(unable.editor.told.join(), /panel's input box/);
  });

  it("copies when the engine is down", async () => {
    const { claude, editor, sessions, insert } = desk(new FakeClaude());
    sessions.places.length = 0;
    assert.equal((await insert()).kind, "copied");
    assert.match(editor.told.join(), /^Copied \/compact to the clipboard\. .*The engine is down/);
    assert.equal(claude.shown, false);
  });

  it("rejects what it never types, and does nothing", async () => {
    const { claude, editor, inserter } = desk(new FakeClaude());
    await assert.rejects(inserter.insert("/compact\r", "s1"), /does not type/);
    assert.deepEqual([claude.keys, claude.shown, editor.copied], ["", false, ""]);
  });
});
