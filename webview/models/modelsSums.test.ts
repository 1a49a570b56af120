import assert from "node:assert/strict";
import type { ModelRow } from "../../src/shared/historyPages.ts";
import { cost } from "../../test/webview/snapshots.ts";
import { modelsSums } from "./modelsSums.ts";
import { priceText, shareText } from "./modelsText.ts";

const row = (overrides: Partial<ModelRow> = {}): ModelRow => ({
  model: "claude-opus-5-5",
  name: "Opus 5.5",
  priceSource: "table",
  cost: cost(),
  share: 40,
  prompts: 3,
  usdPerPrompt: 1,
  cacheHitPercent: 50,
  cacheSavedUsd: 2,
  inputTokens: 100,
  outputTokens: 10,
  cacheReadTokens: 200,
  cacheWriteTokens: 100,
  ...overrides,
});

describe("modelsSums", () => {
  it("adds up tokens and savings, and weighs the hit rates by what was sent", () => {
    assert.deepEqual(modelsSums([row(), row({ cacheReadTokens: 0, cacheSavedUsd: -0.5 })]), {
      inputTokens: 200,
      outputTokens: 20,
      cacheReadTokens: 200,
      cacheWriteTokens: 200,
      cacheHitPercent: 100 / 3,
      cacheSavedUsd: 1.5,
    });
  });
  it("knows neither rate nor savings of nothing", () => {
    const nothing = row({ inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, cacheSavedUsd: null });
    assert.equal(modelsSums([nothing]).cacheHitPercent, null);
    assert.equal(modelsSums([nothing]).cacheSavedUsd, null);
  });
});

describe("shareText", () => {
  it("gives no share to what has no price", () => {
    assert.equal(shareText(row({ cost: cost({ usd: 0, requests: 4, unpricedRequests: 4 }), share: 0 })), "–");
    assert.equal(shareText(row()), "40%");
    assert.equal(shareText(row({ share: 0.2 })), "<1%");
  });
});

describe("priceText", () => {
  it("says where the price comes from", () => {
    assert.equal(priceText(row()), "price table");
    assert.equal(priceText(row({ priceSource: null })), "no known price");
    assert.equal(priceText(row({ priceSource: null, model: "" })), "reported by Claude Code");
  });
});
