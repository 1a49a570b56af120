import assert from "node:assert/strict";
import { finishText, topicText } from "./signText.ts";

describe("the signs at a transcript's end", () => {
  it("are said one after the other", () => {
    assert.equal(
      finishText([{ kind: "todos done", todos: 2 }, { kind: "tests passed" }, { kind: "thanked" }]),
      "all 2 todos are done, the tests pass, you said thanks",
    );
    assert.equal(finishText([{ kind: "merged" }]), "the work is merged");
  });
  it("of another topic are its words", () => {
    const text = "only 0 of 10 telling words of the last prompt came up before it";
    assert.equal(topicText({ known: 0, words: 10 }), text);
  });
});
