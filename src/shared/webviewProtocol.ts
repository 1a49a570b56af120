/** Messages between the extension host and the dashboard. The dashboard says `ready`, then gets whole Snapshots. */
import type { EngineRequests } from "./engineProtocol.ts";
import type { Thresholds } from "./meter.ts";
import type { StatusBarForm, StatusBarSegment } from "./meter/segmentNames.ts";
import type { Snapshot } from "./snapshot.ts";

/** The settings that the dashboard shows, as they are in force. Bounds are percent. */
export interface SettingsView {
  statusBar: { form: StatusBarForm; segments: StatusBarSegment[] };
  thresholds: Thresholds;
  /** `forecastAbove`: 0 is off. */
  notifications: { enabled: boolean; levels: readonly number[]; forecastAbove: number };
  pressEnter: "ask" | "always" | "never";
  readUsageCache: boolean;
  storePromptExcerpts: boolean;
}

export type ToWebview =
  | { type: "snapshot"; snapshot: Snapshot; thresholds: Thresholds; settings: SettingsView }
  /** The engine is gone or silent; the last Snapshot stays on screen, marked. */
  | { type: "engineDown"; message: string }
  /** The answer to what was asked under this number, or why there is none. */
  | { type: "answer"; id: number; result: WebviewQuestions[keyof WebviewQuestions]["result"] }
  | { type: "refusal"; id: number; message: string };

/** What the dashboard may ask the engine for. */
export type WebviewQuestions = Pick<
  EngineRequests,
  | "pastWindows"
  | "followUps"
  | "wish"
  | "sessions"
  | "timeline"
  | "contextFill"
  | "history"
  | "calendar"
  | "models"
  | "storeView"
>;

export type FromWebview =
  | { type: "ready" }
  | { type: "act"; suggestionId: string }
  | { type: "pin"; sessionId: string | null }
  | { type: "connect"; configDir: string }
  | {
      [M in keyof WebviewQuestions]: { type: "ask"; id: number; method: M; params: WebviewQuestions[M]["params"] };
    }[keyof WebviewQuestions]
  /** `setting`: the one to show; null: all of Bursar's. */
  | { type: "openSettings"; setting: string | null }
  /** Writes the page to a file that the user picks; `html` is whole and self-contained. */
  | { type: "exportPage"; html: string }
  | { type: "copyText"; text: string }
  | { type: "openWalkthrough" }
  | { type: "showLog" }
  | { type: "restartEngine" };
