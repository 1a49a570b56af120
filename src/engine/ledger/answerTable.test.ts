import assert from "node:assert/strict";
import { AnswerTable } from "./answerTable.ts";
import { Ledger } from "./ledger.ts";
import { openStore } from "./store.ts";

const DAY = 86_400_000;

describe("AnswerTable", () => {
  it("keeps when the last answer of each session was first seen, and drops old ones", () => {
    const db = openStore({ kind: "memory" });
    const dir = new Ledger(db).dirs.idOf("/c");
    const table = new AnswerTable(db);
    const seen = (sessionId: string, answer: string, answeredAt: number) => ({ sessionId, answer, answeredAt });
    const writes = () => (db.prepare("SELECT total_changes() AS n").get() as { n: number }).n;
    table.note(dir, [seen("a", "x", 1000.7), seen("b", "y", 2000)], 3000);
    const before = writes();
    table.note(dir, [seen("a", "x", 1000.7)], 4000);
    assert.equal(writes(), before);
    assert.deepEqual(table.of(dir).map((row) => ({ ...row })), [seen("a", "x", 1000), seen("b", "y", 2000)]); // prettier-ignore
    table.note(dir, [seen("b", "z", 9 * DAY)], 9 * DAY);
    assert.deepEqual(table.of(dir).map((row) => ({ ...row })), [seen("b", "z", 9 * DAY)]); // prettier-ignore
    db.close();
  });
});
