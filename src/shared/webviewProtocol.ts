/** Messages between the extension host and the dashboard. The dashboard says `ready`, then gets whole Snapshots. */
import type { EngineRequests } from "./engineProtocol.ts";
import type { Thresholds } from "./meter.ts";
import type { Snapshot } from "./snapshot.ts";

export type ToWebview =
  | { type: "snapshot"; snapshot: Snapshot; thresholds: Thresholds }
  /** The engine is gone or silent; the last Snapshot stays on screen, marked. */
  | { type: "engineDown"; message: string }
  /** The answer to what was asked under this number, or why there is none. */
  | { type: "answer"; id: number; result: WebviewQuestions[keyof WebviewQuestions]["result"] }
  | { type: "refusal"; id: number; message: string };

/** What the dashboard may ask the engine for. */
export type WebviewQuestions = Pick<EngineRequests, "pastWindows" | "followUps" | "wish">;

export type FromWebview =
  | { type: "ready" }
  | { type: "act"; suggestionId: string }
  | { type: "pin"; sessionId: string | null }
  | { type: "connect"; configDir: string }
  | {
      [M in keyof WebviewQuestions]: { type: "ask"; id: number; method: M; params: WebviewQuestions[M]["params"] };
    }[keyof WebviewQuestions]
  | { type: "openSettings" }
  | { type: "showLog" }
  | { type: "restartEngine" };
