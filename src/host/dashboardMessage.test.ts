import assert from "node:assert/strict";
import type { FromWebview } from "../shared/webviewProtocol.ts";
import { parseFromWebview } from "./dashboardMessage.ts";

describe("parseFromWebview", () => {
  // One of each type: a new one that is not added here does not compile.
  const messages: { [T in FromWebview["type"]]: Extract<FromWebview, { type: T }> } = {
    ready: { type: "ready" },
    act: { type: "act", suggestionId: "s" },
    pin: { type: "pin", sessionId: null },
    connect: { type: "connect", configDir: "/c" },
    openSettings: { type: "openSettings" },
    showLog: { type: "showLog" },
    restartEngine: { type: "restartEngine" },
  };
  for (const message of Object.values(messages)) {
    it(`passes ${message.type}, and drops what else it carries`, () => {
      assert.deepEqual(parseFromWebview({ ...message, extra: 1 }), message);
    });
  }

  for (const value of [
    null,
    7,
    "ready",
    {},
    { type: "eval" },
    { type: "act" },
    { type: "act", suggestionId: 1 },
    { type: "pin" },
    { type: "connect" },
  ]) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      assert.equal(parseFromWebview(value), null);
    });
  }
});
