import assert from "node:assert/strict";
import { NOW, snapshot, windows } from "../shared/meter/testSnapshot.ts";
import type { WindowsView } from "../shared/snapshot.ts";
import { accountPicks } from "./accountPicks.ts";

describe("accountPicks", () => {
  const [personal] = windows().windows;
  const work: WindowsView = {
    ...personal,
    configDir: "/home/me/$(work)",
    state: { kind: "unknown", reason: "Nothing so far.", remedy: "" },
  };
  const value = snapshot({ windows: [personal, work] });

  it("lists the accounts after the automatic choice, with what is left of each window", () => {
    assert.deepEqual(accountPicks(value, null, NOW), [
      {
        configDir: null,
        label: "Automatic",
        description: "in use",
        detail: "The window that stops you first, whichever account it is of",
      },
      {
        configDir: "/home/me/.claude",
        label: ".claude",
        description: "/home/me/.claude",
        detail: "5h 59% left",
      },
      {
        configDir: "/home/me/$(work)",
        label: "$ (work)",
        description: "/home/me/$ (work)",
        detail: "What is left is not known.",
      },
    ]);
  });

  it("marks the one in use", () => {
    const marked = (picked: string | null): string[] =>
      accountPicks(value, picked, NOW)
        .filter(({ description }) => description.endsWith("in use"))
        .map(({ label }) => label);
    assert.deepEqual(marked("/home/me/.claude"), [".claude"]);
    assert.deepEqual(marked("/no/longer/read"), ["Automatic"]);
  });
});
