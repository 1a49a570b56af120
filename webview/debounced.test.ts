import assert from "node:assert/strict";
import { mock } from "node:test";
import type { ReactiveControllerHost } from "lit";
import { Debounced } from "./debounced.ts";

const host: ReactiveControllerHost = {
  addController: () => {},
  removeController: () => {},
  requestUpdate: () => {},
  updateComplete: Promise.resolve(true),
};

describe("Debounced", () => {
  let taken: string[];
  let debounced: Debounced<string>;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    taken = [];
    debounced = new Debounced(host, 200, (value: string) => taken.push(value));
  });
  afterEach(() => mock.timers.reset());

  it("hands on the last of a burst, once", () => {
    debounced.set("t");
    mock.timers.tick(199);
    debounced.set("to");
    mock.timers.tick(199);
    assert.deepEqual(taken, []);
    mock.timers.tick(1);
    assert.deepEqual(taken, ["to"]);
    mock.timers.tick(1000);
    assert.deepEqual(taken, ["to"]);
  });
  it("drops what was to come when a value is not to wait", () => {
    debounced.set("to");
    debounced.setNow("");
    mock.timers.tick(1000);
    assert.deepEqual(taken, [""]);
  });
  it("is silent once its component is gone", () => {
    debounced.set("to");
    debounced.hostDisconnected();
    mock.timers.tick(1000);
    assert.deepEqual(taken, []);
  });
});
