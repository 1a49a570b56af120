/** Runs in the dashboard's page before its script, in place of VS Code: theme, time, messages and answers as chosen. */
import type { FromWebview, ToWebview } from "../../../src/shared/webviewProtocol.ts";
import { answerWith } from "../answerWith.ts";
import { NOW } from "../snapshots.ts";
import { type DashboardState, type StateName, states } from "../states.ts";
import { type Theme, themes } from "../themes.ts";
import { openingEvent, pageOf, type ViewName } from "../views.ts";
import { chosenIn } from "./choices.ts";

const chosen = chosenIn(location.search.slice(1));
const state: DashboardState = states[chosen.state as StateName];

// The clock goes on from the time of the made-up Snapshots.
const RealDate = Date;
const shift = NOW - RealDate.now();
globalThis.Date = class extends RealDate {
  constructor(...parts: unknown[]) {
    super(...((parts.length === 0 ? [RealDate.now() + shift] : parts) as [number]));
  }
  static override now(): number {
    return RealDate.now() + shift;
  }
} as DateConstructor;

const { bodyClass, variables }: Theme = themes[chosen.theme as keyof typeof themes];
document.body.className = bodyClass;
for (const [name, value] of Object.entries(variables)) {
  document.documentElement.style.setProperty(`--vscode-${name}`, value);
}

const view = chosen.view as ViewName;
let remembered: unknown = { open: [], chosen: { page: pageOf(view) } };
Object.assign(globalThis, {
  acquireVsCodeApi: () => ({
    getState: () => remembered,
    setState: (next: unknown) => {
      remembered = next;
    },
    postMessage: receive,
  }),
});

function receive(message: FromWebview): void {
  if (message.type === "ready") {
    for (const each of state.messages) tell(each);
    // Messages come one by one: behind the last of them.
    const opening = openingEvent(view);
    if (opening !== null) setTimeout(() => openSession(opening));
  } else if (message.type === "ask") tell(answerWith(state.answers, message));
  else window.parent.postMessage(message, "*");
}

function openSession({ type, detail }: { type: string; detail: string }): void {
  document.querySelector("bursar-dashboard")?.dispatchEvent(new CustomEvent(type, { detail }));
}

function tell(message: ToWebview): void {
  window.postMessage(message, "*");
}
