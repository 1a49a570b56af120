import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { SessionsPage, SessionsQuery } from "../../src/shared/historyPages.ts";
import type { OpenOptions } from "./dashboardPage.ts";
import { read, useDashboard } from "./dashboardSuite.ts";
import { contextFillOf } from "./madeUp/contextFill.ts";
import { answerSessions, sessionRows } from "./madeUp/sessions.ts";
import { cost, session, snapshot } from "./snapshots.ts";
import { sessionRow, timeline } from "./timelines.ts";

const ALL = "All sessions";
const FIRST: SessionsQuery = {
  search: "",
  project: null,
  model: null,
  sort: "lastActivity",
  descending: true,
  offset: 0,
  limit: 50,
};

const pageOf = (found: number): SessionsPage => ({
  rows: Array.from({ length: Math.min(50, found) }, (_, index) =>
    sessionRow({ sessionId: `s${index}`, title: `Session number ${index}` }),
  ),
  found,
  cost: cost(),
  projects: [],
  models: [],
});

describe("the dashboard's sessions", () => {
  const { open, section, dashboard, button } = useDashboard();

  async function show(options: OpenOptions = {}): Promise<Locator> {
    await open({ state: { open: [], chosen: { page: "sessions" } }, ...options });
    await dashboard().show(snapshot());
    return section(ALL);
  }
  async function press(key: string): Promise<void> {
    await dashboard().page.keyboard.press(key);
    await dashboard().settled();
  }
  async function asked(): Promise<SessionsQuery[]> {
    const sent = await dashboard().sent();
    return sent.flatMap((message) => (message.type === "ask" && message.method === "sessions" ? [message.params] : []));
  }
  /** In one go, however slow the machine is. */
  async function type(field: Locator, text: string): Promise<void> {
    await field.evaluate((element, text) => {
      if (!(element instanceof HTMLInputElement)) return;
      for (const letter of text) {
        element.value += letter;
        element.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
    }, text);
  }
  async function askedTimes(times: number): Promise<void> {
    await dashboard().page.waitForFunction(
      (times) =>
        window.recorder.messages.filter((message) => message.type === "ask" && message.method === "sessions").length >=
        times,
      times,
    );
    await dashboard().settled();
  }
  const titles = (all: Locator): Promise<string[]> => all.getByRole("rowheader").allInnerTexts();
  const head = (all: Locator, name: string): Locator => all.getByRole("columnheader", { name });
  const focused = (): Promise<string | undefined> =>
    dashboard().page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.textContent.trim() || element?.getAttribute("aria-label") || element?.localName;
    });

  describe("the list", () => {
    it("begins with the live ones, then has every session, a page at a time, and what they cost together", async () => {
      const all = await show();
      assert.match(
        await read(section("Live now")),
        /^Live now Keep the last line of a torn transcript harbour Opus 5\.5 Working 62% of context \$4\.12 42K to auto-compact Write the release notes .* Waiting for you: permission prompt/,
      );
      const { found, rows } = answerSessions(FIRST);
      assert.match(await read(all), /180 sessions, ≥ \$[\d,.]+( \+ \d+ unpriced)? together 1–50 of 180/);
      assert.equal(found, 180);
      assert.deepEqual(
        await titles(all),
        rows.map(({ title, sessionId }) => title ?? `Session ${sessionId.slice(0, 8)}`),
      );
      assert.deepEqual(await asked(), [FIRST]);
      assert.deepEqual(await head(all, "Last activity").getAttribute("aria-sort"), "descending");
    });
    it("is sorted from its heads, by key, without losing the focus", async () => {
      const all = await show();
      await head(all, "Cost").getByRole("button").focus();
      await press("Enter");
      assert.equal(await head(all, "Cost").getAttribute("aria-sort"), "descending");
      assert.equal(await head(all, "Last activity").getAttribute("aria-sort"), null);
      assert.deepEqual(
        await titles(all),
        answerSessions({ ...FIRST, sort: "cost" }).rows.map(
          ({ title, sessionId }) => title ?? `Session ${sessionId.slice(0, 8)}`,
        ),
      );
      await press("Enter");
      assert.equal(await head(all, "Cost").getAttribute("aria-sort"), "ascending");
      assert.equal(await focused(), "Cost");
      assert.deepEqual((await asked()).at(-1), { ...FIRST, sort: "cost", descending: false });
    });
    it("turns its pages by key, up to the last and back", async () => {
      const all = await show();
      const pages = all.getByRole("navigation", { name: "Pages", exact: true });
      const next = pages.getByRole("button", { name: "Next page" });
      await next.focus();
      await press("Enter");
      assert.equal(await read(pages), "51–100 of 180");
      await press("Enter");
      await press("Enter");
      assert.equal(await read(pages), "151–180 of 180");
      assert.equal(await next.getAttribute("aria-disabled"), "true");
      const questions = (await asked()).length;
      await press("Enter");
      assert.equal((await asked()).length, questions);
      assert.equal(await focused(), "Next page");
      await pages.getByRole("button", { name: "Previous page" }).focus();
      await press("Enter");
      assert.equal(await read(pages), "101–150 of 180");
    });
    it("is narrowed to a project and a model", async () => {
      const all = await show();
      await all.getByRole("combobox", { name: "Project" }).selectOption({ index: 1 });
      await dashboard().settled();
      const [project] = answerSessions(FIRST).projects;
      assert.ok(project !== undefined);
      assert.deepEqual((await asked()).at(-1), { ...FIRST, project: project.root });
      assert.match(await read(all), new RegExp(` ${project.sessions} sessions, `));
      await all.getByRole("combobox", { name: "Model" }).selectOption({ label: "All models" });
      await all.getByRole("combobox", { name: "Model" }).selectOption({ index: 2 });
      await dashboard().settled();
      const narrowed = (await asked()).at(-1);
      assert.equal(narrowed?.project, project.root);
      assert.equal(narrowed.model, answerSessions(FIRST).models[1]?.id);
    });
    it("is searched once the reader stops typing; Escape gives all back", async () => {
      const all = await show();
      const field = all.getByRole("searchbox", { name: "Search sessions" });
      await field.focus();
      await type(field, "nightly");
      await askedTimes(2);
      assert.deepEqual(await asked(), [FIRST, { ...FIRST, search: "nightly" }]);
      assert.ok((await titles(all)).every((title) => title.includes("nightly")));
      await press("Escape");
      assert.equal(await field.inputValue(), "");
      assert.deepEqual((await asked()).at(-1), FIRST);
      assert.match(await read(all), /1–50 of 180/);
    });
    it("says when nothing is found, with the way back", async () => {
      const all = await show();
      await all.getByRole("searchbox").fill("no such words");
      await press("Enter");
      assert.match(await read(all), /No sessions No session matches what you search for and filter by\./);
      await button("Show All Sessions").click();
      await dashboard().settled();
      assert.match(await read(all), /1–50 of 180/);
      assert.equal(await all.getByRole("searchbox").inputValue(), "");
      assert.equal(await focused(), "Search sessions");
    });
    it("says when there are none at all", async () => {
      const all = await show({ answers: { sessions: () => pageOf(0) } });
      assert.match(await read(all), /Sessions appear here as soon as Claude Code has written some\./);
    });
    it("keeps what it shows while it asks anew", async () => {
      const all = await show({ answers: { sessions: null } });
      assert.match(await read(all), /Looking up the sessions…/);
      await dashboard().tell({ type: "answer", id: 1, result: pageOf(120) });
      const before = await all.getByRole("table").boundingBox();
      await head(all, "Requests").getByRole("button").click();
      await dashboard().settled();
      assert.equal(await all.getAttribute("aria-busy"), "true");
      assert.deepEqual(await all.getByRole("table").boundingBox(), before);
      assert.equal((await titles(all))[0], "Session number 0");
      await dashboard().tell({ type: "refusal", id: 2, message: "The engine is being started again." });
      assert.match(await read(all), /The engine is being started again\. Try Again .*Session number 0/);
      await button("Try Again").click();
      await dashboard().tell({ type: "answer", id: 3, result: pageOf(3) });
      assert.equal((await titles(all)).length, 3);
      assert.doesNotMatch(await read(all), /Try Again/);
    });
    it("goes to the page that is the last now when its own has gone", async () => {
      const chosen = { page: "sessions", sessions: JSON.stringify({ ...FIRST, offset: 150 }) };
      await open({
        state: { open: [], chosen },
        answers: { sessions: ({ offset }) => (offset >= 60 ? { ...pageOf(60), rows: [] } : pageOf(60)) },
      });
      await dashboard().show(snapshot());
      await askedTimes(2);
      assert.deepEqual(
        (await asked()).map(({ offset }) => offset),
        [150, 50],
      );
    });
    it("has no more than a page in it, however many there are", async () => {
      const all = await show({ answers: { sessions: () => pageOf(10_000) } });
      assert.match(await read(all), /10,000 sessions, .* 1–50 of 10,000/);
      assert.equal(await all.getByRole("row").count(), 51);
    });
    it("asks anew when the Snapshot tells of a change, and not more often than every 30 s", async () => {
      await show();
      const { page } = dashboard();
      await page.clock.install();
      await dashboard().show(snapshot({ live: [session()] }));
      await dashboard().show(snapshot({ live: [] }));
      assert.equal((await asked()).length, 1);
      await page.clock.fastForward(31_000);
      await dashboard().settled();
      assert.equal((await asked()).length, 2);
      await page.clock.fastForward(120_000);
      await dashboard().settled();
      assert.equal((await asked()).length, 2);
    });
    it("stays a table, without scrolling sideways, at 320 px", async () => {
      const all = await show({ width: 320 });
      assert.equal(await all.getByRole("row").count(), 51);
      assert.equal(await all.getByRole("columnheader").count(), 4);
      const overflow = await dashboard().page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.equal(overflow, 0);
    });
  });

  describe("a session", () => {
    const third = sessionRows[2];
    const fourth = sessionRows[3];

    async function showOne(options: OpenOptions = {}, sessionId = "a"): Promise<void> {
      await show({ state: { open: [], chosen: { page: "sessions", session: sessionId } }, ...options });
    }
    const chart = (): Locator => dashboard().page.getByRole("application");
    const line = (): Promise<string> => read(section("Context, request by request").locator("[aria-live]"));

    it("opens by key from its row, and the way back leads to the row", async () => {
      const all = await show();
      assert.ok(fourth !== undefined);
      const row = all.getByRole("button", { name: fourth.title ?? "", exact: true }).first();
      await row.focus();
      const name = await focused();
      await press("Enter");
      assert.equal(await focused(), "All sessions");
      assert.equal(await section(fourth.title ?? "").count(), 1);
      assert.equal(await all.count(), 0);
      const state = await dashboard().state();
      assert.match(JSON.stringify(state), new RegExp(`"session":"${fourth.sessionId}"`));
      await press("Enter");
      assert.equal(await focused(), name);
      assert.equal((await asked()).length, 1);
    });
    it("opens from the live ones, and the way back leads there", async () => {
      await show();
      const row = section("Live now").getByRole("button", { name: "Write the release notes" });
      await row.focus();
      await press("Enter");
      await press("Enter");
      assert.equal(await focused(), "Write the release notes");
      assert.equal(
        await section("Live now")
          .getByRole("button", { name: "Write the release notes" })
          .evaluate((element) => element.matches(":focus")),
        true,
      );
    });
    it("is still open after a reload of the panel", async () => {
      assert.ok(third !== undefined);
      await showOne({}, third.sessionId);
      assert.match(await read(section(third.title ?? "")), /Cost|Requests/);
    });
    it("says what it is and came to", async () => {
      await showOne();
      assert.match(
        await read(section("Keep the last line of a torn transcript")),
        /^Keep the last line of a torn transcript harbour Sonnet 5\.5, Opus 5\.5 11:06 to 14:0\d live Cost \$4\.12 Requests 249 Peak context, tokens 164K Compactions 2$/,
      );
      assert.match(
        await read(section("Beside the main chain")),
        /counted in the session’s \$4\.12 Agent Requests Cost Explore 31 \$0\.58/,
      );
    });
    it("is walked along by key, from request to request and from event to event", async () => {
      await showOne();
      assert.match(
        (await chart().getAttribute("aria-label")) ?? "",
        /^212 requests, context at most 164K tokens, 124K at the last\./,
      );
      await chart().focus();
      await press("ArrowLeft");
      assert.match(await line(), /^Request 212 of 212, 14:\d\d, context 124K tokens, (<?\$0\.\d\d)\.$/);
      await press("ArrowLeft");
      assert.match(await line(), /^Request 211 of 212/);
      await press("PageUp");
      assert.match(await line(), /^Request 188 of 212, .* Cache break: 68K tokens written again\.$/);
      await press("PageUp");
      assert.match(await line(), /^Request 160 of 212, .* Compacted before it, on request\.$/);
      await press("Home");
      await press("ArrowLeft");
      assert.match(await line(), /^Request 1 of 212/);
    });
    it("tells the same of what the pointer is at", async () => {
      await showOne();
      const box = await chart().boundingBox();
      assert.ok(box !== null);
      await dashboard().page.mouse.move(box.x + box.width - 2, box.y + box.height / 2);
      await dashboard().settled();
      assert.match(await line(), /^Request 212 of 212/);
      await dashboard().page.mouse.move(box.x + 2, box.y + box.height / 2);
      await dashboard().settled();
      assert.match(await line(), /^Request 1 of 212/);
    });
    it("lies along the requests or along time, as the reader chose last", async () => {
      await showOne();
      await dashboard().page.getByRole("radio", { name: "By time" }).check();
      await dashboard().settled();
      assert.match(JSON.stringify(await dashboard().state()), /"timelineAxis":"time"/);
      await chart().focus();
      await press("End");
      assert.match(await line(), /^Request 212 of 212/);
    });
    it("names every kind of mark, and has all events as a table", async () => {
      await showOne();
      const course = section("Context, request by request");
      assert.match(
        await read(course),
        /Context window, 200K tokens Cost of each request, in US dollars 1 automatic compaction 1 compaction on request 1 model switch 3 cache breaks Sonnet 5\.5 Opus 5\.5/,
      );
      await course.getByText("Show the dearest requests and all events as a table").click();
      await dashboard().settled();
      const rows = await course.getByRole("row").allInnerTexts();
      assert.equal(rows.length, 13);
      assert.ok(rows.some((row) => /^121\sModel switched from Sonnet 5\.5 to Opus 5\.5\. Cache break: 82K/.test(row)));
    });
    it("has a hundred events a page", async () => {
      const requests = Array.from({ length: 250 }, () => ({ context: 20_000, usd: null, rewritten: 5_000 }));
      await showOne({ answers: { timeline: () => timeline(requests) } });
      const course = section("Context, request by request");
      await course.getByText("Show the dearest requests and all events as a table").click();
      await dashboard().settled();
      const shown = async (): Promise<string[]> =>
        (await course.getByRole("rowheader").allInnerTexts()).map((text) => text.trim());
      assert.deepEqual([(await shown()).length, (await shown()).at(0)], [100, "1"]);
      assert.ok(await course.getByText("1–100 of 250").isVisible());
      for (let turn = 0; turn < 2; turn++) await course.getByRole("button", { name: "Next page" }).click();
      await dashboard().settled();
      assert.deepEqual([(await shown()).length, (await shown()).at(-1)], [50, "250"]);
      assert.ok(await course.getByText("201–250 of 250").isVisible());
    });
    it("with 5,000 requests says what is left out and still knows each", async () => {
      const requests = Array.from({ length: 5000 }, (_, index) => ({ context: 20_000 + index * 30, usd: 0.02 }));
      await showOne({ answers: { timeline: () => timeline(requests, { leftOut: 212 }) } });
      assert.match(await read(section("Context, request by request")), /The 212 earliest requests are left out\./);
      await chart().focus();
      await press("Home");
      assert.match(await line(), /^Request 213 of 5,212/);
      await press("ArrowRight");
      assert.match(await line(), /^Request 214 of 5,212/);
    });
    it("is said to be unknown when it was forgotten", async () => {
      await showOne({ answers: { timeline: () => null } });
      assert.match(await read(dashboard().page.locator("bursar-session-view")), /This session is not known any more/);
    });
    it("can be asked for again when it was refused", async () => {
      let refusals = 0;
      await showOne({
        answers: {
          timeline: () => {
            if (refusals++ === 0) throw new Error("The store is busy.");
            return timeline([{}]);
          },
        },
      });
      const view = dashboard().page.locator("bursar-session-view");
      assert.match(await read(view), /The store is busy\. Try Again/);
      await view.getByRole("button", { name: "Try Again" }).click();
      await dashboard().settled();
      assert.equal(await chart().count(), 1);
    });
  });

  describe("what fills the context", () => {
    const FILL = "What fills the context";

    async function showFill(answers: OpenOptions["answers"] = {}): Promise<Locator> {
      await show({ state: { open: [], chosen: { page: "sessions", session: "a" } }, answers });
      return section(FILL);
    }

    it("adds up to what the gauge shows, exact and shared out apart", async () => {
      const fill = await showFill();
      assert.match(await read(fill), /^What fills the context 124,300 tokens, /);
      const cells = await fill
        .getByRole("row")
        .evaluateAll((rows) =>
          rows.map((row) => [...row.children].map((cell) => Number(cell.textContent.replaceAll(/[,\s]/g, "")) || 0)),
        );
      const parts = cells.slice(1, -1);
      const [, total, , exact, allocated] = cells.at(-1) ?? [];
      const sum = (column: number): number => parts.reduce((all, row) => all + (row[column] ?? 0), 0);
      assert.deepEqual([sum(1), sum(3), sum(4)], [total, exact, allocated]);
      assert.equal(total, 124_300);
      assert.equal((exact ?? 0) + (allocated ?? 0), total);
    });
    it("draws each part as wide as it is", async () => {
      const fill = await showFill();
      const bar = fill.getByRole("img", { name: "Most of it: Files read, 32%." });
      const whole = await bar.boundingBox();
      const files = await bar.getByTitle("Files read: 32%").boundingBox();
      assert.ok(whole !== null && files !== null);
      assert.ok(Math.abs(files.width / whole.width - 0.316) < 0.01);
    });
    it("names the largest additions and since when they ride along", async () => {
      const fill = await showFill();
      const items = fill.getByRole("listitem");
      assert.match(await read(items.first()), /^Read snapshot\.ts 9,198 tokens Files read exact, since \d\d:\d\d$/);
      const own = sessionRows.find(({ sessionId }) => sessionId === "a");
      const told = own === undefined ? null : contextFillOf(own);
      assert.equal(await items.count(), told?.kind === "known" ? told.largest.length : -1);
    });
    it("says why it is not known", async () => {
      const fill = await showFill({ contextFill: () => ({ kind: "unknown", reason: "Its transcript is gone." }) });
      assert.equal(await read(fill), "What fills the context Not known: Its transcript is gone.");
    });
    it("can be asked for again when it was refused", async () => {
      let refusals = 0;
      const fill = await showFill({
        contextFill: () => {
          if (refusals++ === 0) throw new Error("The transcript cannot be read.");
          return { kind: "unknown", reason: "It has no request yet." };
        },
      });
      assert.match(await read(fill), /The transcript cannot be read\. Try Again/);
      await fill.getByRole("button", { name: "Try Again" }).click();
      await dashboard().settled();
      assert.match(await read(fill), /It has no request yet\./);
    });
  });
});
