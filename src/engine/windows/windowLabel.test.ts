import assert from "node:assert/strict";
import * as l10n from "@vscode/l10n";
import { windowLabel } from "./windowLabel.ts";

describe("windowLabel", () => {
  afterEach(() => l10n.config({ contents: {} }));

  it("is Claude Code's own name in English", () => {
    for (const label of ["5-hour", "7-day", "7-day Opus", "Spend limit", "Usage limit", "monthly extra"]) {
      assert.equal(windowLabel(label), label);
    }
  });

  it("is a translation of what is known, with the model's name as it is", () => {
    l10n.config({ contents: { "7-day {0}": "7-Tage {0}", "5-hour": "5-Stunden" } });
    assert.equal(windowLabel("5-hour"), "5-Stunden");
    assert.equal(windowLabel("7-day Opus 4.5"), "7-Tage Opus 4.5");
    assert.equal(windowLabel("monthly extra"), "monthly extra");
  });
});
