/** Messages between the extension host and the dashboard. The dashboard says `ready`, then gets whole Snapshots. */
import type { Thresholds } from "./meter.ts";
import type { Snapshot } from "./snapshot.ts";

export type ToWebview =
  | { type: "snapshot"; snapshot: Snapshot; thresholds: Thresholds }
  /** The engine is gone or silent; the last Snapshot stays on screen, marked. */
  | { type: "engineDown"; message: string };

export type FromWebview =
  | { type: "ready" }
  | { type: "act"; suggestionId: string }
  | { type: "pin"; sessionId: string | null }
  | { type: "connect"; configDir: string }
  | { type: "openSettings" }
  | { type: "showLog" }
  | { type: "restartEngine" };
