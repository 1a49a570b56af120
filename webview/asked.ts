import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { WebviewQuestions } from "../src/shared/webviewProtocol.ts";
import { ask, refusalText } from "./ask.ts";

/** How a question went. What was answered stays on screen while it is asked anew: `asking` tells that. */
export type Answer<T> =
  | { kind: "waiting" }
  | { kind: "answered"; value: T; asking: boolean }
  | { kind: "refused"; message: string };

/** One question of a component, asked as often as needed; of several answers under way only the last one's counts. */
export class Asked<M extends keyof WebviewQuestions> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #method: M;
  #last = 0;
  answer: Answer<WebviewQuestions[M]["result"]> = { kind: "waiting" };

  constructor(host: ReactiveControllerHost, method: M) {
    this.#host = host;
    this.#method = method;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#last++;
  }

  async ask(params: WebviewQuestions[M]["params"]): Promise<void> {
    const number = ++this.#last;
    this.#become(this.answer.kind === "answered" ? { ...this.answer, asking: true } : { kind: "waiting" });
    try {
      const value = await ask(this.#method, params);
      if (number === this.#last) this.#become({ kind: "answered", value, asking: false });
    } catch (error) {
      if (number === this.#last) this.#become({ kind: "refused", message: refusalText(error) });
    }
  }

  #become(answer: Answer<WebviewQuestions[M]["result"]>): void {
    this.answer = answer;
    this.#host.requestUpdate();
  }
}
