/** What any row may ask of the whole page: to show a session in the tab "Sessions"; null: all of them. */
export const OPEN_SESSION = "bursar-open-session";

export function openSession(from: EventTarget, sessionId: string | null): void {
  from.dispatchEvent(new CustomEvent(OPEN_SESSION, { detail: sessionId, bubbles: true, composed: true }));
}
