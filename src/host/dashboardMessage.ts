import type { FromWebview } from "../shared/webviewProtocol.ts";

/** Narrows what came from the webview; null for anything that it has no business sending. */
export function parseFromWebview(value: unknown): FromWebview | null {
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  switch (value.type) {
    case "ready":
    case "openSettings":
    case "showLog":
    case "restartEngine":
      return { type: value.type };
    case "act":
      return "suggestionId" in value && typeof value.suggestionId === "string"
        ? { type: "act", suggestionId: value.suggestionId }
        : null;
    case "pin":
      return "sessionId" in value && (typeof value.sessionId === "string" || value.sessionId === null)
        ? { type: "pin", sessionId: value.sessionId }
        : null;
    case "connect":
      return "configDir" in value && typeof value.configDir === "string"
        ? { type: "connect", configDir: value.configDir }
        : null;
    default:
      return null;
  }
}
