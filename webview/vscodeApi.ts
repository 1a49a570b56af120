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
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: FromWebview): void {
  api.postMessage(message);
}

export function isOpen(name: string): boolean {
  return openNames().includes(name);
}

export function rememberOpen(name: string, open: boolean): void {
  const others = openNames().filter((each) => each !== name);
  api.setState({ open: open ? [...others, name] : others });
}

function openNames(): string[] {
  const state = api.getState();
  if (typeof state !== "object" || state === null || !("open" in state) || !Array.isArray(state.open)) return [];
  return state.open.filter((name) => typeof name === "string");
}
