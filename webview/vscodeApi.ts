/** The one handle on VS Code: messages to the host, and what this panel remembers of its own over a reload. */
import type { FromWebview } from "../src/shared/webviewProtocol.ts";

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: UiState): void;
}

/** How the reader left the page; figures are never kept. */
interface UiState {
  /** Names of the disclosures that stand open. */
  open: string[];
  /** What was chosen, by the name of the choice. */
  chosen?: Record<string, string>;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: FromWebview): void {
  api.postMessage(message);
}

export function isOpen(name: string): boolean {
  return uiState().open.includes(name);
}

export function rememberOpen(name: string, open: boolean): void {
  const state = uiState();
  const others = state.open.filter((each) => each !== name);
  api.setState({ ...state, open: open ? [...others, name] : others });
}

/** Null when nothing was chosen yet. */
export function chosen(name: string): string | null {
  return uiState().chosen?.[name] ?? null;
}

export function rememberChosen(name: string, value: string): void {
  const state = uiState();
  api.setState({ ...state, chosen: { ...state.chosen, [name]: value } });
}

/** What an earlier version of this page remembered may look otherwise. */
function uiState(): UiState {
  const state = api.getState();
  if (typeof state !== "object" || state === null) return { open: [] };
  const open = "open" in state && Array.isArray(state.open) ? state.open.filter(isString) : [];
  if (!("chosen" in state) || typeof state.chosen !== "object" || state.chosen === null) return { open };
  return { open, chosen: Object.fromEntries(Object.entries(state.chosen).filter(([, value]) => isString(value))) };
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}
