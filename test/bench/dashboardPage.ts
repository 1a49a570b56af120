/** What runs in the dashboard's page while it is measured: VS Code's part, and a stop-watch. */
import type { FromWebview, ToWebview } from "../../src/shared/webviewProtocol.ts";
import type { Theme } from "../webview/themes.ts";

type Question = Extract<FromWebview, { type: "ask" }>;

export interface Stopwatch {
  /** When the last answer was handed over, by performance.now(). */
  lastReply: number;
  /** Questions that are being answered. */
  unanswered: Set<Promise<void>>;
  /** Sums and lists since they were last cleared. */
  layoutShift: number;
  longTasks: number[];
  /** When all that was asked is on screen: the time behind that paint. */
  painted: () => Promise<number>;
  /** Hands over a message as the browser would; how long script and layout took, in ms. */
  apply: (message: ToWebview) => Promise<number>;
}

declare global {
  interface Window {
    stopwatch: Stopwatch;
    /** Node's part. */
    reply: (question: Question) => Promise<ToWebview>;
    /** Milliseconds from the end of the script's loading to the paint that shows the first Snapshot whole. */
    tellFirstPaint: (ms: number) => Promise<void>;
  }
}

/** Runs in the page before anything of its own; no name of this module may be used within. */
export function installStopwatch({ theme, first, now }: { theme: Theme; first: ToWebview; now: number }): void {
  // Not Playwright's clock, which stops `performance.now()` too.
  Date.now = () => now;
  const task = (): Promise<void> =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", () => {
        port1.close();
        done();
      });
      port1.start();
      port2.postMessage(null);
    });
  const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
  const stopwatch: Stopwatch = {
    lastReply: 0,
    unanswered: new Set(),
    layoutShift: 0,
    longTasks: [],
    painted: async () => {
      for (;;) {
        const from = performance.now();
        await frame();
        // Behind the paint of that frame.
        await task();
        if (stopwatch.unanswered.size === 0 && stopwatch.lastReply < from) return performance.now();
        // Without asking for frames meanwhile: that would keep the page busy which is measured.
        await Promise.all(stopwatch.unanswered);
      }
    },
    apply: async (message) => {
      const from = performance.now();
      window.dispatchEvent(new MessageEvent("message", { data: structuredClone(message) }));
      await task();
      document.body.getBoundingClientRect();
      return performance.now() - from;
    },
  };
  window.stopwatch = stopwatch;

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      stopwatch.layoutShift += entry.value;
  }).observe({ type: "layout-shift" });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) stopwatch.longTasks.push(duration);
  }).observe({ type: "longtask" });

  async function receive(message: FromWebview): Promise<void> {
    if (message.type === "ready") {
      window.postMessage(first, "*");
      await task();
      const end = await stopwatch.painted();
      const script = performance.getEntriesByType("resource").find(({ name }) => name.endsWith(".js"));
      await window.tellFirstPaint(end - (script as PerformanceResourceTiming).responseEnd);
    } else if (message.type === "ask") {
      const answered = answer(message);
      stopwatch.unanswered.add(answered);
      await answered;
      stopwatch.unanswered.delete(answered);
    }
  }
  async function answer(question: Question): Promise<void> {
    window.postMessage(await window.reply(question), "*");
    await task();
    stopwatch.lastReply = performance.now();
  }
  let state: unknown;
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: FromWebview) => void receive(message),
      getState: () => state,
      setState: (next: unknown) => {
        state = next;
      },
    }),
  });
  new MutationObserver((_, observer) => {
    const body = document.querySelector("body");
    if (body === null) return;
    observer.disconnect();
    body.className = theme.bodyClass;
    for (const [name, value] of Object.entries(theme.variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
  }).observe(document, { childList: true, subtree: true });
}
