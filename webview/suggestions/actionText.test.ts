import assert from "node:assert/strict";
import { suggestion } from "../../test/webview/snapshots.ts";
import { actionText } from "./actionText.ts";

const live = (host: "terminal" | "panel" | "other") =>
  ({ kind: "live", pid: 1, status: "idle", waitingFor: null, host }) as const;

describe("actionText", () => {
  const compact = suggestion({
    action: { kind: "insertCommand", command: "/compact Keep: parser.ts" },
    click: "Puts `/compact Keep: parser.ts` into the prompt of “harbour”. You send it.",
  });

  it("says where a command goes", () => {
    assert.deepEqual(actionText(compact, live("terminal")), {
      label: "Insert into its terminal",
      icon: "terminal",
      click: "Puts `/compact Keep: parser.ts` into the prompt of “harbour”. You send it.",
    });
    assert.equal(actionText(compact, live("panel"))?.label, "Insert into its panel");
  });
  it("promises the clipboard where there is no prompt to reach", () => {
    for (const state of [live("other"), { kind: "ended", at: 0 } as const, null]) {
      assert.equal(actionText(compact, state)?.label, "Copy");
      assert.match(actionText(compact, state)?.click ?? "", /^Copies `\/compact Keep: parser\.ts` for you to paste/);
    }
  });
  it("says where a text for the clipboard goes", () => {
    const text = "CLAUDE_CODE_SUBAGENT_MODEL=haiku";
    const copy = suggestion({
      action: { kind: "copyText", text, goesTo: "settings.json" },
      click: `Copies \`${text}\`.`,
    });
    assert.deepEqual(actionText(copy, null), {
      label: "Copy",
      icon: "copy",
      click: `Copies \`${text}\`. It goes to settings.json.`,
    });
  });
  it("offers nothing where there is nothing to do", () =>
    assert.equal(actionText(suggestion({ action: { kind: "none" } }), live("terminal")), null));
});
