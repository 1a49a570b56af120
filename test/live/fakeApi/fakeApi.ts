/** A Messages API on loopback that answers the real Claude Code, with figures that the test sets. */
import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { asObject } from "../../../src/engine/sources/narrow.ts";
import { answerTo } from "./answer.ts";
import { ContextGrowth, type Tokens } from "./contextGrowth.ts";
import { limitHeaders, type Limits } from "./limitHeaders.ts";
import { messageOf, openingEvent, remainingEvents, type StreamEvent } from "./messageEvents.ts";
import { messagesRequest, type MessagesRequest } from "./messagesRequest.ts";

/** A request to the Messages API and the figures it was answered with. */
export interface Answered extends MessagesRequest {
  tokens: Tokens;
}

export class FakeApi {
  readonly growth = new ContextGrowth();
  /** Told with every answer, as to a subscriber, unless null. */
  limits: Limits | null = null;
  /** Every request to the Messages API, in the order of arrival. */
  readonly answered: Answered[] = [];
  /** What else was asked for, `METHOD path`: it got a 404, or, with CONNECT, no way out. */
  readonly refused: string[] = [];
  readonly #server: Server;
  /** `release` lets waiting answers go on. */
  readonly #events = new EventEmitter<{ release: [] }>();

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        // Claude Code hung up, or a test closes the server.
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
    // As the proxy of Claude Code's environment it sees, and refuses, whatever is not meant for it.
    this.#server.on("connect", ({ url }, socket) => {
      this.refused.push(`CONNECT ${url}`);
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
  }

  static async start(): Promise<FakeApi> {
    const api = new FakeApi();
    api.#server.listen(0, "127.0.0.1");
    await once(api.#server, "listening");
    return api;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends the answers that wait (`WAIT` in the prompt). */
  release(): void {
    this.#events.emit("release");
  }

  async close(): Promise<void> {
    this.release();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "", this.origin);
    const body = asObject(parse(await text(request)));
    if (request.method !== "POST" || pathname !== "/v1/messages" || body === null) {
      this.refused.push(`${request.method} ${pathname}`);
      const error = { type: "error", error: { type: "not_found_error", message: "The fake API does not have this." } };
      response.writeHead(404, { "content-type": "application/json" }).end(JSON.stringify(error));
      return;
    }
    const session = request.headers["x-claude-code-session-id"];
    await this.#answer(messagesRequest(body, typeof session === "string" ? session : null), response);
  }

  async #answer(asked: MessagesRequest, response: ServerResponse): Promise<void> {
    const session = asked.sessionId ?? "";
    const tokens = asked.asks.kind === "summary" ? this.growth.compaction(session) : this.growth.request(session);
    const answer = answerTo(asked.asks);
    const message = messageOf(asked, answer, tokens);
    this.answered.push({ ...asked, tokens });
    const released = answer.waits ? once(this.#events, "release") : undefined;
    const headers = { "request-id": `req_${randomUUID()}`, ...(this.limits ? limitHeaders(this.limits) : {}) };
    if (!asked.stream) {
      await released;
      response.writeHead(200, { ...headers, "content-type": "application/json" }).end(JSON.stringify(message));
      return;
    }
    const send = (event: StreamEvent): void => {
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    };
    response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
    send(openingEvent(message));
    await released;
    for (const event of remainingEvents(message)) send(event);
    response.end();
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
