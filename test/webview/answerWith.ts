import type { FromWebview, ToWebview } from "../../src/shared/webviewProtocol.ts";
import type { PageAnswers } from "./pageAnswers.ts";

type Reply = Extract<ToWebview, { type: "answer" | "refusal" }>;

/** What the host replies to a question: the answer, or why there is none. */
export function answerWith(answers: PageAnswers, { id, method, params }: Extract<FromWebview, { type: "ask" }>): Reply {
  // The compiler does not see that a method and its own parameters are one member of the union.
  const answer = answers[method] as (of: typeof params) => Extract<Reply, { type: "answer" }>["result"];
  try {
    return { type: "answer", id, result: answer(params) };
  } catch (error) {
    return { type: "refusal", id, message: error instanceof Error ? error.message : String(error) };
  }
}
