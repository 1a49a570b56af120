import assert from "node:assert/strict";
import type { PastWindowsPage } from "../shared/snapshot.ts";
import { answerDashboard } from "./dashboardAnswer.ts";
import type { EngineProcess } from "./engineProcess.ts";

type Request = EngineProcess["request"];

describe("answerDashboard", () => {
  const params = { configDir: "/c", key: "five_hour", before: null };
  const question = { type: "ask", id: 3, method: "pastWindows", params } as const;

  it("hands the engine's answer on under the question's number", async () => {
    const page: PastWindowsPage = { windows: [], before: 7 };
    const asked: unknown[] = [];
    const request = ((...args: unknown[]) => {
      asked.push(args);
      return Promise.resolve(page);
    }) as Request;
    assert.deepEqual(await answerDashboard(question, { request }), { type: "answer", id: 3, result: page });
    assert.deepEqual(asked, [["pastWindows", params]]);
  });

  it("says why there is no answer", async () => {
    const request: Request = () => Promise.reject(new Error("The engine is being restarted."));
    assert.deepEqual(await answerDashboard(question, { request }), {
      type: "refusal",
      id: 3,
      message: "The engine is being restarted.",
    });
  });
});
