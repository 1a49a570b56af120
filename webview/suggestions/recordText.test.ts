import assert from "node:assert/strict";
import { followUpPage, kindRecord } from "../../test/webview/snapshots.ts";
import { basisText, recordText, savedText, silenceText } from "./recordText.ts";

describe("recordText", () => {
  it("says how often a kind was taken, measured and wrong", () => {
    assert.equal(
      recordText(kindRecord({ taken: 7, measured: 6, wrong: 1 })),
      "taken 7 times, 6 measured, 1 cost more than it saved",
    );
    assert.equal(
      recordText(kindRecord({ taken: 1, measured: 1, wrong: 0 })),
      "taken once, 1 measured, none cost more than it saved",
    );
  });
  it("claims nothing that was not measured", () => {
    assert.equal(recordText(kindRecord({ taken: 2, measured: 0, wrong: 0 })), "taken 2 times, none measured");
    assert.equal(recordText(kindRecord({ taken: 0, measured: 0, wrong: 0 })), "never taken");
  });
  it("says what the sum stands on", () =>
    assert.equal(
      basisText(
        followUpPage({
          kinds: [
            kindRecord({ taken: 7, measured: 6, wrong: 1 }),
            kindRecord({ kind: "effort", taken: 3, measured: 2, wrong: 1 }),
          ],
        }),
      ),
      "at list price, by 8 measured of 10 taken; 2 cost more than they saved",
    ));
});

describe("savedText", () => {
  it("does not write a loss as a saving", () => {
    assert.equal(savedText(12.4), "$12.40 saved");
    assert.equal(savedText(-0.31), "$0.31 lost");
  });
});

describe("silenceText", () => {
  it("gives the reason, and none while a kind is suggested", () => {
    assert.match(silenceText(kindRecord({ silent: "often wrong" })) ?? "", /too often/);
    assert.match(silenceText(kindRecord({ silent: "not wanted" })) ?? "", /did not want/);
    assert.equal(silenceText(kindRecord()), null);
  });
});
