import assert from "node:assert/strict";
import { NOW, windowPrice } from "../../test/webview/snapshots.ts";
import { priceTexts } from "./priceText.ts";

describe("priceTexts", () => {
  it("give the price of a percent as a range, with what it stands on", () => {
    assert.deepEqual(priceTexts(windowPrice({ elsewhereShare: null }), "5-hour", NOW), [
      "One percent comes to $0.42–$0.61 at list price, from 84 changes.",
    ]);
  });
  it("say which share came from elsewhere", () => {
    const texts = (share: [number, number, number]): string | undefined => {
      const [low, mid, high] = share;
      return priceTexts(windowPrice({ elsewhereShare: { low, mid, high } }), "7-day", NOW)[1];
    };
    assert.equal(texts([0.18, 0.3, 0.41]), "About 30% of the 7-day use came from elsewhere (18–41%).");
    assert.equal(texts([0, 0, 0.04]), "No 7-day use from elsewhere is seen (0–4%).");
  });
  it("say that limits changed", () => {
    const changedAt = new Date(2026, 8, 14).getTime();
    assert.match(
      priceTexts(windowPrice({ changedAt }), "7-day", NOW)[2] ?? "",
      /^Limits appear to have changed on (14 Sept?|Sep 14)\.$/,
    );
  });
  it("claim no price where there is none", () => {
    assert.deepEqual(priceTexts(null, "5-hour", NOW), ["What one percent comes to cannot be told yet."]);
  });
});
