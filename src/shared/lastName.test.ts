import assert from "node:assert/strict";
import { lastName } from "./lastName.ts";

describe("lastName", () => {
  it("is what stands behind the last separator of either kind", () => {
    assert.equal(lastName("/work/app/"), "app");
    assert.equal(lastName("C:\\work\\app"), "app");
    assert.equal(lastName("/"), "/");
  });
});
