import assert from "node:assert/strict";
import { DisposableStore } from "./disposables.ts";

describe("DisposableStore", () => {
  it("disposes once, last added first, and at once what comes later", () => {
    const gone: string[] = [];
    const item = (name: string) => ({ dispose: () => void gone.push(name) });
    const store = new DisposableStore();
    store.add(item("a"));
    store.add(item("b"));
    store.dispose();
    store.dispose();
    store.add(item("late"));
    assert.deepEqual(gone, ["b", "a", "late"]);
  });
});
