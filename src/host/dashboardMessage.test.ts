import assert from "node:assert/strict";
import type { FromWebview } from "../shared/webviewProtocol.ts";
import { parseFromWebview, tooLongText } from "./dashboardMessage.ts";

describe("parseFromWebview", () => {
  // One of each type: a new one that is not added here does not compile.
  const messages: { [T in FromWebview["type"]]: Extract<FromWebview, { type: T }> } = {
    ready: { type: "ready" },
    act: { type: "act", suggestionId: "s" },
    pin: { type: "pin", sessionId: null },
    connect: { type: "connect", configDir: "/c" },
    ask: { type: "ask", id: 3, method: "pastWindows", params: { configDir: "/c", key: "five_hour", before: null } },
    openSettings: { type: "openSettings", setting: "bursar.statusBar.segments" },
    exportPage: { type: "exportPage", html: "<!DOCTYPE html>" },
    copyText: { type: "copyText", text: "62%" },
    openWalkthrough: { type: "openWalkthrough" },
    showLog: { type: "showLog" },
    restartEngine: { type: "restartEngine" },
  };
  for (const message of Object.values(messages)) {
    it(`passes ${message.type}, and drops what else it carries`, () => {
      assert.deepEqual(parseFromWebview({ ...message, extra: 1 }), message);
    });
  }

  it("passes openSettings for all of Bursar's settings", () => {
    const message = { ...messages.openSettings, setting: null };
    assert.deepEqual(parseFromWebview(message), message);
  });

  it("takes nothing of texts and pages that are too long but how long they are", () => {
    const [text, html] = ["a".repeat(1_000_000), "a".repeat(20_000_000)];
    assert.deepEqual(parseFromWebview({ type: "copyText", text }), { type: "copyText", text });
    assert.deepEqual(parseFromWebview({ type: "exportPage", html }), { type: "exportPage", html });
    assert.deepEqual(parseFromWebview({ type: "copyText", text: `${text}a` }), {
      type: "tooLong",
      of: "copyText",
      chars: 1_000_001,
    });
    assert.deepEqual(parseFromWebview({ type: "exportPage", html: `${html}a` }), {
      type: "tooLong",
      of: "exportPage",
      chars: 20_000_001,
    });
  });

  it("passes the page of a question, and drops what else its parameters carry", () => {
    const params = { ...messages.ask.params, before: 1_700_000_000_000 };
    assert.deepEqual(parseFromWebview({ ...messages.ask, params: { ...params, extra: 1 } }), {
      ...messages.ask,
      params,
    });
  });

  const questions = [
    { type: "ask", id: 4, method: "followUps", params: null },
    { type: "ask", id: 5, method: "wish", params: { kind: "dismiss", suggestionId: "compact:a" } },
    { type: "ask", id: 6, method: "wish", params: { kind: "snooze", suggestionId: "compact:a" } },
    { type: "ask", id: 7, method: "wish", params: { kind: "never", suggestions: "compact" } },
    { type: "ask", id: 8, method: "wish", params: { kind: "again", suggestions: "fleet" } },
    { type: "ask", id: 9, method: "models", params: { period: "all" } },
  ];
  for (const question of questions) {
    it(`passes ${JSON.stringify(question)}`, () => assert.deepEqual(parseFromWebview(question), question));
  }

  for (const value of [
    { type: "ask", id: 4, method: "followUps", params: {} },
    { type: "ask", id: 5, method: "wish", params: null },
    { type: "ask", id: 5, method: "wish", params: { kind: "dismiss" } },
    { type: "ask", id: 5, method: "wish", params: { kind: "never", suggestions: "anything" } },
    { type: "ask", id: 5, method: "wish", params: { kind: "forget", suggestionId: "a" } },
    null,
    7,
    "ready",
    {},
    { type: "eval" },
    { type: "openSettings" },
    { type: "openSettings", setting: "security.workspace.trust" },
    { type: "openSettings", setting: "bursar.a @modified" },
    { type: "copyText", text: 7 },
    { type: "exportPage" },
    { type: "act" },
    { type: "act", suggestionId: 1 },
    { type: "pin" },
    { type: "connect" },
    { type: "ask" },
    { ...messages.ask, id: "3" },
    { ...messages.ask, id: 0.5 },
    { ...messages.ask, method: "forget" },
    { ...messages.ask, method: "claimAlert" },
    { ...messages.ask, params: null },
    { ...messages.ask, params: { configDir: "/c", key: 7, before: null } },
    { ...messages.ask, params: { configDir: "/c", key: "five_hour" } },
    { ...messages.ask, params: { configDir: "/c", key: "five_hour", before: "7" } },
  ]) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      assert.equal(parseFromWebview(value), null);
    });
  }
});

describe("tooLongText", () => {
  it("says how long it is, how long it may be, and what helps", () => {
    assert.equal(
      tooLongText({ type: "tooLong", of: "copyText", chars: 1_234_567 }),
      "This page is too long to be copied: 1,234,567 characters, at most 1,000,000. Export it instead, or narrow down what it shows.",
    );
    assert.equal(
      tooLongText({ type: "tooLong", of: "exportPage", chars: 20_000_001 }),
      "This page is too long to be exported: 20,000,001 characters, at most 20,000,000. Narrow down what it shows, or copy it as text.",
    );
  });
});
