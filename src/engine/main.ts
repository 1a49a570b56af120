/** Entry of the engine's own process, forked by the extension host. It ends when the host does. */
import { systemClock } from "../shared/clock.ts";
import type { Attention, EngineRequests, EngineSettings, FromEngine, ToEngine } from "../shared/engineProtocol.ts";
import { Engine } from "./engine.ts";
import { configureWords } from "./words.ts";

const ALIVE_MS = 5_000;

let engine: Engine | null = null;
let attention: Attention = { folders: [], terminalPid: null, pinnedSessionId: null };
/** A reading thread hangs, of this engine or of one before. */
let hangs = false;
/** The last that were told, which may wait for their turn. */
let wanted: EngineSettings;
/** Engines come one after the other: two would read the same files. */
let turn: Promise<void> = Promise.resolve();

/** A message that finds the host gone is let go: `disconnect` ends the process in order, an error would end it at once. */
function send(message: FromEngine): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

async function close(): Promise<void> {
  if (engine && !(await engine.close())) hangs = true;
}

async function configure(settings: EngineSettings): Promise<void> {
  await close();
  // Nobody is there to read for: the next one would be cut off with the store open.
  if (!process.connected) return;
  engine = new Engine({
    settings,
    attention,
    clock: systemClock,
    log: (level, message) => send({ type: "log", level, message }),
    send: (snapshot) => send({ type: "snapshot", snapshot }),
    reopen: () => take(wanted),
  });
  // Not waited for: a directory that stalls would keep other settings from being taken.
  engine.start().catch(fail);
}

function take(settings: EngineSettings): void {
  wanted = settings;
  turn = turn.then(() => configure(settings)).catch(fail);
}

async function answer(
  message: Extract<ToEngine, { type: "request" }>,
): Promise<EngineRequests[keyof EngineRequests]["result"]> {
  if (!engine) throw new Error("the engine is not configured yet");
  const { history, pages, advice, contextFill } = engine;
  switch (message.method) {
    case "locate":
      return engine.locate(message.params.sessionId);
    case "pastWindows":
      return engine.pastWindows(message.params);
    case "claimAlert":
      return engine.claimAlert(message.params);
    case "acted":
      return advice.acted(message.params);
    case "wish":
      return advice.wish(message.params);
    case "followUps":
      return advice.followUps();
    case "sessions":
      return pages.sessions(message.params);
    case "timeline":
      return pages.timeline(message.params.sessionId);
    case "contextFill":
      return contextFill.fill(message.params.sessionId);
    case "history":
      return pages.history(message.params);
    case "calendar":
      return pages.calendar();
    case "models":
      return pages.models(message.params.period);
    case "storeView":
      return pages.storeView();
    case "projects":
      return history.projects();
    case "countForgettable":
      return history.countForgettable(message.params);
    case "forget":
      return history.forget(message.params);
    case "startExport":
      return history.startExport(message.params.format, message.params.path);
    case "exportState":
      return history.exportState(message.params.job);
    case "cancelExport":
      return history.cancelExport(message.params.job);
  }
}

async function end(): Promise<void> {
  await close();
  if (!hangs) process.exit(0);
  // exit() would wait for the thread that hangs.
  process.kill(process.pid, "SIGKILL");
}

function fail(error: unknown): never {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  send({ type: "log", level: "error", message: `the engine stopped: ${detail}` });
  process.exit(1);
}

process.on("message", (message: ToEngine) => {
  switch (message.type) {
    case "configure":
      take(message.settings);
      break;
    case "attend":
      attention = message.attention;
      engine?.attend(attention);
      break;
    case "request":
      answer(message).then(
        (result) => send({ type: "response", id: message.id, result }),
        (error: unknown) => send({ type: "failure", id: message.id, message: String(error) }),
      );
  }
});

process.on("disconnect", () => {
  void end();
});
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

try {
  configureWords(process.argv.slice(2));
} catch (error) {
  send({ type: "log", level: "warn", message: `the translations cannot be read: ${String(error)}` });
}
setInterval(() => send({ type: "alive" }), ALIVE_MS).unref();
