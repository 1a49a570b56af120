import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { Snapshot } from "../../src/shared/snapshot.ts";
import type { FromWebview } from "../../src/shared/webviewProtocol.ts";
import type { OpenOptions } from "./dashboardPage.ts";
import { read, useDashboard } from "./dashboardSuite.ts";
import {
  followUp,
  followUpPage,
  HOUR,
  kindRecord,
  largeResult,
  measured,
  NOW,
  session,
  snapshot,
  subagentModel,
  suggestion,
  switchModel,
} from "./snapshots.ts";

type Asked = Extract<FromWebview, { type: "ask" }>;

const RECORD = "What advice saved";

describe("the dashboard's suggestions", () => {
  const { open, section, button, dashboard } = useDashboard({ answers: null });

  async function show(overrides: Partial<Snapshot> = {}, options?: OpenOptions): Promise<Locator> {
    await open(options);
    await dashboard().show(snapshot(overrides));
    return section("Suggestions");
  }

  async function questions(method: Asked["method"]): Promise<Asked[]> {
    return (await dashboard().sent()).filter((each): each is Asked => each.type === "ask" && each.method === method);
  }

  /** The latest question of this method, once there are so many. */
  async function question(method: Asked["method"], count = 1): Promise<Asked> {
    await dashboard().page.waitForFunction(
      ({ method, count }) =>
        window.recorder.messages.filter((each) => each.type === "ask" && each.method === method).length >= count,
      { method, count },
    );
    const last = (await questions(method)).at(-1);
    assert.ok(last);
    return last;
  }

  async function choose(title: string, item: string): Promise<void> {
    await button(`Dismiss or snooze: ${title}`).click();
    await dashboard().page.getByRole("menuitem", { name: item }).click();
  }

  const focused = (): Promise<string> =>
    dashboard().page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent.trim() ?? "";
    });

  const titles = async (): Promise<string[]> =>
    (await section("Suggestions").getByRole("article").getByRole("heading").allInnerTexts()).map((text) => text.trim());

  describe("a suggestion", () => {
    it("says what it saves, why, exactly what a click puts where, and what else that changes", async () => {
      const section = await show();
      assert.equal(
        await read(section.getByRole("article")),
        [
          "Compact “harbour” saves about $1.20–$3.40 · 2–4% of the 5-hour window",
          suggestion().why,
          "Insert into its terminal",
          "Puts /compact Keep: parser.ts, the failing fixture into the prompt of “harbour”. You send it.",
          "What the summary leaves out must be read again when it is needed.",
          "Medium confidence The arithmetic",
        ].join(" "),
      );
      await button("Insert into its terminal").click();
      assert.deepEqual(await dashboard().sent(), [{ type: "act", suggestionId: "compact:a" }]);
    });
    it("gives the reason of its confidence and its arithmetic with units and sources on demand", async () => {
      const section = await show();
      await section.getByText("Medium confidence").press("Enter");
      await section.getByText("How long it goes on is judged by 12 of your sessions").waitFor();
      await section.getByText("The arithmetic").press("Enter");
      const rows = await section.getByRole("row").allInnerTexts();
      assert.deepEqual(rows.map((row) => row.replaceAll(/\s+/g, " ").trim()).slice(0, 3), [
        "Context now 124K tokens measured",
        "Context after, typically (C′) 50K tokens default",
        "Cost of compacting $0.47 estimated",
      ]);
    });
    it("for the clipboard says where the text goes, and lets the host copy", async () => {
      const section = await show({ suggestions: [subagentModel] });
      assert.match(
        await read(section),
        /Copy Copies CLAUDE_CODE_SUBAGENT_MODEL=haiku\. It goes to the environment of Claude Code: "env" in settings\.json/,
      );
      await button(/^Copy$/).click();
      assert.deepEqual(await dashboard().sent(), [{ type: "act", suggestionId: subagentModel.id }]);
    });
    it("promises no typing where Bursar cannot type, and names the panel where that is the place", async () => {
      const at = (host: "panel" | "other"): Partial<Snapshot> => ({
        live: [session({ state: { kind: "live", pid: 1, status: "idle", waitingFor: null, host } })],
      });
      const section = await show(at("panel"));
      assert.match(await read(section), /Insert into its panel/);
      await dashboard().show(snapshot(at("other")));
      assert.match(await read(section), /Copy Copies \/compact .* for you to paste/);
    });
    it("without an action has no button, and without a figure claims none", async () => {
      const section = await show({ suggestions: [largeResult] });
      assert.match(await read(section), /small: Bash what it saves cannot be told beforehand A result/);
      assert.equal(await section.locator("vscode-button").count(), 0);
      assert.doesNotMatch(await read(section), /\$/);
    });
  });

  describe("several", () => {
    const three = { suggestions: [suggestion(), switchModel, subagentModel] };

    it("show the first in full, the others by title and saving until they are unfolded", async () => {
      const section = await show(three);
      const second = section.getByRole("article").nth(1);
      assert.equal(
        await read(second),
        "Go on with Haiku 4.5 in “lighthouse” saves about $0.80, from $0.10 lost to $1.90 saved",
      );
      await second.getByRole("button", { name: /^Go on/, expanded: false }).press("Enter");
      assert.match(await read(second), /Low confidence/);
      assert.match(await read(second), /\/model also changes the default for new sessions\./);
      await second.getByRole("button", { name: /^Go on/, expanded: true }).press("Enter");
      assert.doesNotMatch(await read(second), /Low confidence/);
    });
    it("show first in full the one of the session at hand", async () => {
      const section = await show({ suggestions: [switchModel, suggestion()] });
      assert.doesNotMatch(await read(section.getByRole("article").nth(0)), /Low confidence/);
      assert.match(await read(section.getByRole("article").nth(1)), /Medium confidence/);
    });
    it("fold nothing that is being read when another one takes the first place", async () => {
      const section = await show({ ...three, atHand: null });
      await dashboard().show(snapshot({ suggestions: [switchModel, suggestion()], atHand: null }));
      assert.match(await read(section.getByRole("article").nth(1)), /Medium confidence/);
      assert.match(await read(section.getByRole("article").nth(0)), /Low confidence/);
    });
    it("stay folded as the reader left them, with new figures too", async () => {
      const section = await show(three);
      const first = section.getByRole("article").first();
      await first.getByRole("button", { name: /^Compact/, expanded: true }).click();
      await dashboard().show(snapshot(three));
      assert.doesNotMatch(await read(first), /Medium confidence/);
    });
    it("unfold the next one when the first is gone", async () => {
      const section = await show({ ...three, atHand: null });
      await choose("Compact “harbour”", "Dismiss");
      assert.match(await read(section.getByRole("article").first()), /^Go on with Haiku .* Low confidence/);
    });
  });

  describe("not wanted", () => {
    it("goes at once, and the engine is told", async () => {
      await show({ suggestions: [suggestion(), switchModel] });
      await choose("Compact “harbour”", "Dismiss");
      assert.deepEqual(await titles(), [switchModel.title]);
      assert.deepEqual((await question("wish")).params, { kind: "dismiss", suggestionId: "compact:a" });
      await choose(switchModel.title, "Snooze 4 h");
      assert.deepEqual((await question("wish", 2)).params, { kind: "snooze", suggestionId: switchModel.id });
      assert.match(await read(section("Suggestions")), /None now\./);
      assert.equal(
        await section("Suggestions").getByRole("status").textContent(),
        `Snoozed for 4 hours: ${switchModel.title}`,
      );
      assert.equal(await focused(), "Suggestions");
    });
    it("stays away while the engine has not caught up, and comes back with a new reason", async () => {
      await show();
      await choose("Compact “harbour”", "Snooze 4 h");
      await dashboard().tell({ type: "answer", id: (await question("wish")).id, result: null });
      await dashboard().show(snapshot());
      assert.deepEqual(await titles(), []);
      await dashboard().show(snapshot({ suggestions: [] }));
      await dashboard().show(snapshot());
      assert.deepEqual(await titles(), ["Compact “harbour”"]);
    });
    it("comes back with the reason when the engine refuses", async () => {
      await show();
      await choose("Compact “harbour”", "Dismiss");
      await dashboard().tell({ type: "refusal", id: (await question("wish")).id, message: "The engine restarts." });
      assert.deepEqual(await titles(), ["Compact “harbour”"]);
      assert.equal(await read(section("Suggestions").getByRole("alert")), "The engine restarts.");
      await choose("Compact “harbour”", "Dismiss");
      assert.equal(await section("Suggestions").getByRole("alert").count(), 0);
    });
    it("takes all of its kind along, until that is undone", async () => {
      const other = suggestion({ id: "compact:b", title: "Compact “lighthouse”" });
      const suggestions = { suggestions: [suggestion(), other, switchModel] };
      await show(suggestions);
      await choose("Compact “harbour”", "Not this kind");
      const wish = await question("wish");
      assert.deepEqual(wish.params, { kind: "never", suggestions: "compact" });
      await dashboard().tell({ type: "answer", id: wish.id, result: null });
      assert.deepEqual(await titles(), [switchModel.title]);
      assert.match(await read(section("Suggestions")), /Not suggested any more: Compact now\. Undo/);

      await button("Undo").click();
      const undo = await question("wish", 2);
      assert.deepEqual(undo.params, { kind: "again", suggestions: "compact" });
      await dashboard().tell({ type: "refusal", id: undo.id, message: "The engine restarts." });
      assert.match(await read(section("Suggestions")), /Undo The engine restarts\./);
      await button("Undo").click();
      await dashboard().tell({ type: "answer", id: (await question("wish", 3)).id, result: null });
      assert.equal((await titles()).length, 3);
      assert.equal(await button("Undo").count(), 0);
    });
    it("is chosen by keyboard: arrows, Home and End, Escape, Enter", async () => {
      await show();
      const { keyboard } = dashboard().page;
      const opener = button("Dismiss or snooze: Compact “harbour”");
      await opener.press("ArrowDown");
      const seen = [await focused()];
      for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "Home", "End"]) {
        await keyboard.press(key);
        seen.push(await focused());
      }
      assert.deepEqual(seen, [
        "Dismiss",
        "Snooze 4 h",
        "Not this kind",
        "Dismiss",
        "Not this kind",
        "Dismiss",
        "Not this kind",
      ]);
      await keyboard.press("Escape");
      assert.equal(await dashboard().page.getByRole("menu").count(), 0);
      assert.equal(await focused(), "Dismiss or snooze: Compact “harbour”");
      assert.equal(await opener.getAttribute("aria-expanded"), "false");
      await keyboard.press("Enter");
      await dashboard().page.getByRole("menu").waitFor();
      await keyboard.press("Tab");
      assert.equal(await dashboard().page.getByRole("menu").count(), 0);
      assert.equal(await focused(), "Insert into its terminal");
      await opener.press("Enter");
      await dashboard().page.getByRole("menu").waitFor();
      await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      assert.deepEqual((await question("wish")).params, { kind: "snooze", suggestionId: "compact:a" });
    });
    for (const width of [320, 1280]) {
      it(`by a menu that lies inside the page at ${width} px`, async () => {
        await show({}, { width });
        await button("Dismiss or snooze: Compact “harbour”").click();
        const [menu, opener] = [
          await dashboard().page.getByRole("menu").boundingBox(),
          await button("Dismiss or snooze: Compact “harbour”").boundingBox(),
        ];
        assert.ok(menu && opener);
        assert.ok(menu.x >= 0 && menu.x + menu.width <= width, JSON.stringify(menu));
        assert.ok(Math.abs(menu.x + menu.width - (opener.x + opener.width)) <= 1, "It ends where its button ends.");
        assert.ok(menu.y >= opener.y + opener.height, "It lies below its button.");
      });
    }
  });

  it("leave words on what is watched and when one appears", async () => {
    const section = await show({ suggestions: [] });
    assert.match(await read(section), /^Suggestions What advice saved None now\. A suggestion appears when /);
  });

  describe("followed up", () => {
    it("say in a line each what came of an action, and what has not been seen yet", async () => {
      const section = await show({
        followUps: [
          followUp(),
          followUp({
            id: 2,
            sessionId: "b",
            sessionName: "lighthouse",
            command: "/compact Keep: parser.ts, the failing fixture",
            state: { kind: "waiting" },
          }),
          followUp({ id: 3, at: NOW - 3 * HOUR, state: measured({ savedUsd: -0.2, final: true, requests: 2 }) }),
        ],
      });
      const lines = section.locator("bursar-follow-ups").getByRole("listitem");
      assert.deepEqual(await Promise.all([0, 1, 2].map((index) => read(lines.nth(index)))), [
        "Compacted 14:02: 212K → 41K, paid back after 5 requests, $2.31 saved so far",
        "/compact … put into the prompt of “lighthouse” 14:02: not sent so far",
        "Compacted 11:06: 212K → 41K, not paid back in 2 requests: $0.20 lost",
      ]);
    });
    it("leave no heading when there is nothing to tell", async () => {
      const section = await show();
      assert.doesNotMatch(await read(section), /Followed up/);
    });
  });

  describe("what they saved", () => {
    const record = (): Locator => section("Suggestions").locator("bursar-advice-record");

    async function disclose(overrides: Partial<Snapshot> = {}): Promise<Asked> {
      const section = await show(overrides);
      assert.deepEqual(await questions("followUps"), []);
      await section.getByText(RECORD).press("Enter");
      return question("followUps");
    }

    it("is asked for when it is opened: the sum, each kind, the latest actions", async () => {
      const asked = await disclose();
      assert.match(await read(record()), /^Looking it up…$/);
      await dashboard().tell({ type: "answer", id: asked.id, result: followUpPage() });
      assert.match(
        await read(record()),
        new RegExp(
          [
            /\$10\.89 saved at list price, by 9 measured of 10 taken; 4 cost more than they saved/,
            /By kind Compact now taken 7 times, 6 measured, 1 cost more than it saved \$11\.20 saved/,
            /Less effort taken 3 times, 3 measured, 3 cost more than they saved Not suggested any more: it cost more .* \$0\.31 lost Suggest Again/,
            /Many sessions at once never taken Not suggested any more: you did not want it\. Suggest Again/,
            /Latest actions Compacted in “harbour” 14:02: .* context 212K → 41K, a request \$0\.14 → \$0\.05, the action itself \$0\.47, over 31 requests, expected to save \$1\.20–\$3\.40/,
          ]
            .map(({ source }) => source)
            .join(" "),
        ),
      );
    });
    it("says that there is nothing yet", async () => {
      const asked = await disclose();
      const result = followUpPage({ followUps: [], kinds: [], savedUsd: 0 });
      await dashboard().tell({ type: "answer", id: asked.id, result });
      assert.match(await read(record()), /Nothing yet\. Once you act/);
      assert.doesNotMatch(await read(record()), /\$0\.00/);
    });
    it("says why there is no answer, and asks again", async () => {
      const asked = await disclose();
      await dashboard().tell({ type: "refusal", id: asked.id, message: "The engine restarts." });
      assert.match(await read(record()), /The engine restarts\. Try Again$/);
      await button("Try Again").press("Enter");
      const again = await question("followUps", 2);
      await dashboard().tell({ type: "answer", id: again.id, result: followUpPage() });
      assert.match(await read(record()), /\$10\.89 saved/);
      assert.equal(await button("Try Again").count(), 0);
    });
    it("lets a silent kind be suggested again, and keeps the button when that fails", async () => {
      const asked = await disclose();
      await dashboard().tell({ type: "answer", id: asked.id, result: followUpPage() });
      const again = button("Suggest again: Less effort");
      await again.click();
      const first = await question("wish");
      assert.deepEqual(first.params, { kind: "again", suggestions: "effort" });
      await dashboard().tell({ type: "refusal", id: first.id, message: "The engine restarts." });
      assert.equal(await read(section("Suggestions").getByRole("alert")), "The engine restarts.");
      await again.click();
      await dashboard().tell({ type: "answer", id: (await question("wish", 2)).id, result: null });
      const renewed = await question("followUps", 2);
      const result = followUpPage({ kinds: [kindRecord({ kind: "effort" })] });
      await dashboard().tell({ type: "answer", id: renewed.id, result });
      assert.equal(await again.count(), 0);
    });
    it("is asked for anew when an action has news, with the old figures standing meanwhile", async () => {
      const asked = await disclose({ followUps: [followUp()] });
      await dashboard().tell({ type: "answer", id: asked.id, result: followUpPage() });
      await dashboard().show(snapshot({ followUps: [followUp()] }));
      assert.equal((await questions("followUps")).length, 1);
      await dashboard().show(snapshot({ followUps: [followUp({ state: measured({ savedUsd: 2.55 }) })] }));
      const renewed = await question("followUps", 2);
      assert.match(await read(record()), /\$10\.89 saved/);
      await dashboard().tell({ type: "answer", id: renewed.id, result: followUpPage({ savedUsd: 11.13 }) });
      assert.match(await read(record()), /\$11\.13 saved/);
    });
    it("lists a few actions first, and all on demand", async () => {
      const asked = await disclose();
      const followUps = Array.from({ length: 20 }, (_, index) => followUp({ id: index }));
      await dashboard().tell({ type: "answer", id: asked.id, result: followUpPage({ followUps }) });
      const rows = record().locator("bursar-follow-ups").getByRole("listitem");
      assert.equal(await rows.count(), 8);
      await button("Show All 20").click();
      assert.equal(await rows.count(), 20);
    });
  });
});
