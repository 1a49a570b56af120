import assert from "node:assert/strict";
import fc from "fast-check";
import { request } from "../ledger/testParts.ts";
import { fromColumns, toColumns } from "./requestColumns.ts";

const text = fc.option(fc.string());
const count = fc.nat(2 ** 40);
const plain = { noNullPrototype: true } as const;
const tokens = fc.record(
  { input: count, output: count, cacheRead: count, cacheWrite5m: count, cacheWrite1h: count },
  plain,
);

describe("toColumns", () => {
  it("loses nothing on the way there and back", () => {
    const rows = fc.array(
      fc.record({
        id: fc.string(),
        sessionId: text,
        model: fc.string(),
        agentId: text,
        agentType: text,
        skill: text,
        plugin: text,
        mcpServer: text,
        promptKey: text,
        cwd: text,
        gitBranch: text,
        tokens,
        fast: fc.boolean(),
        usInference: fc.boolean(),
        final: fc.boolean(),
        main: fc.boolean(),
        timestamp: fc.option(count),
        webSearches: count,
        visibleChars: count,
        context: fc.record({ tokens: count, output: count }, plain),
        iterations: fc.option(fc.array(tokens, { minLength: 1, maxLength: 3 })),
      }),
    );
    fc.assert(
      fc.property(rows, (list) => {
        const requests = list.map((overrides) => request(overrides));
        assert.deepEqual(fromColumns(structuredClone(toColumns(requests))), requests);
      }),
    );
  });
});
