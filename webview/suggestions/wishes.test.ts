import assert from "node:assert/strict";
import { suggestion } from "../../test/webview/snapshots.ts";
import { isHidden, refusalOf, stillWished, type Wished } from "./wishes.ts";

const compactA = suggestion({ id: "compact:a", kind: "compact" });
const compactB = suggestion({ id: "compact:b", kind: "compact" });
const effort = suggestion({ id: "effort:a", kind: "effort" });

const dismissed: Wished = {
  wish: { kind: "dismiss", suggestionId: "compact:a" },
  suggestionId: "compact:a",
  refusal: null,
};
const never: Wished = { wish: { kind: "never", suggestions: "compact" }, suggestionId: "compact:a", refusal: null };

describe("wishes", () => {
  it("hide the one suggestion, or all of its kind", () => {
    const all = [compactA, compactB, effort];
    assert.deepEqual(
      all.map((each) => isHidden(each, [dismissed])),
      [true, false, false],
    );
    assert.deepEqual(
      all.map((each) => isHidden(each, [never])),
      [true, true, false],
    );
  });
  it("that were refused hide nothing, and say why where they were made", () => {
    const refused = { ...never, refusal: "The engine is restarting." };
    assert.equal(isHidden(compactA, [refused]), false);
    assert.equal(refusalOf(compactA, [refused]), "The engine is restarting.");
    assert.equal(refusalOf(compactB, [refused]), null);
    assert.equal(refusalOf(compactA, [never]), null);
  });
  it("end when what they hide is gone", () => {
    assert.deepEqual(stillWished([dismissed, never], [compactA]), [dismissed, never]);
    assert.deepEqual(stillWished([dismissed, never], [compactB, effort]), [never]);
    assert.deepEqual(stillWished([dismissed, never], [effort]), []);
  });
});
