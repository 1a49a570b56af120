/** Asks the host what is not told by itself. */
import type { FromWebview, ToWebview, WebviewQuestions } from "../src/shared/webviewProtocol.ts";
import { post } from "./vscodeApi.ts";

type Answer = WebviewQuestions[keyof WebviewQuestions]["result"];

const pending = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
let lastId = 0;

/** Rejects with the host's words when there is no answer. */
export function ask<M extends keyof WebviewQuestions>(
  method: M,
  params: WebviewQuestions[M]["params"],
): Promise<WebviewQuestions[M]["result"]> {
  const id = ++lastId;
  const { promise, resolve, reject } = Promise.withResolvers<WebviewQuestions[M]["result"]>();
  pending.set(id, { resolve, reject });
  // The compiler does not see that a method and its own parameters are one member of the union.
  post({ type: "ask", id, method, params } as Extract<FromWebview, { type: "ask" }>);
  return promise;
}

/** Hands what the host replied to who asked. */
export function settle(reply: Extract<ToWebview, { type: "answer" | "refusal" }>): void {
  const question = pending.get(reply.id);
  pending.delete(reply.id);
  if (reply.type === "answer") question?.resolve(reply.result);
  else question?.reject(new Error(reply.message));
}

/** Why there is no answer, for the reader. */
export const refusalText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
