import assert from "node:assert/strict";
import { NOW, session, snapshot, suggestion } from "../shared/meter/testSnapshot.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { AdviceAnswers } from "./adviceAnswers.ts";
import { AdviceRecords } from "./adviceRecords.ts";
import { Ledger } from "./ledger/ledger.ts";
import { openStore, type Store } from "./ledger/store.ts";

describe("AdviceAnswers", () => {
  let store: Store;
  let told: Snapshot | null;
  let changes: number;
  let answers: AdviceAnswers;
  beforeEach(() => {
    store = openStore({ kind: "memory" });
    const { prices } = new Ledger(store);
    [told, changes] = [null, 0];
    answers = new AdviceAnswers({
      records: new AdviceRecords(store, () => prices),
      now: () => NOW,
      snapshot: () => told,
      changed: () => changes++,
    });
  });
  afterEach(() => store.close());

  const compact = suggestion({ id: "compact:s1", sessionId: "s1", action: { kind: "insertCommand", command: "/compact" } }); // prettier-ignore
  const act = () => answers.acted({ suggestionId: "compact:s1", result: "inserted" });
  const stored = () => Object.values(store.prepare("SELECT name, compacts_at FROM action").get() ?? {});

  it("notes an action with what the session is called and the size at which it compacts by itself", () => {
    told = snapshot({ suggestions: [compact], live: [session()] });
    assert.equal(act(), true);
    assert.deepEqual([stored(), changes], [["Fix the parser", 167_000], 1]);
    assert.deepEqual(
      answers.followUps().followUps.map(({ sessionName, at }) => [sessionName, at]),
      [["Fix the parser", NOW]],
    );
  });

  it("calls a session without a title by its project, and does without one that is no longer live", () => {
    told = snapshot({ suggestions: [compact], live: [session({ title: null, context: { kind: "unknown" } })] }); // prettier-ignore
    act();
    assert.deepEqual(stored(), ["bursar", null]);
    store.exec("DELETE FROM action");
    told = snapshot({ suggestions: [compact], live: [] });
    act();
    assert.deepEqual(stored(), ["", null]);
  });

  it("notes nothing on a suggestion that no longer stands", () => {
    assert.equal(act(), false);
    told = snapshot({ suggestions: [suggestion({ id: "another" })] });
    assert.equal(act(), false);
    assert.deepEqual([stored(), changes], [[], 0]);
  });

  it("notes a wish with the size that the suggestion was about", () => {
    const arithmetic = [{ label: "", value: 200_000, unit: "tokens", source: "measured" }] as const;
    told = snapshot({ suggestions: [{ ...compact, arithmetic: [...arithmetic] }] });
    answers.wish({ kind: "dismiss", suggestionId: "compact:s1" });
    assert.deepEqual(Object.values(store.prepare("SELECT subject, size FROM wish").get() ?? {}), [
      "compact:s1",
      200_000,
    ]);
    assert.equal(changes, 1);
  });
});
