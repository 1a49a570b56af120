/** Messages between the extension host and its forked engine. Live state is told (Snapshot); everything else is asked for. */
import type { LiveStatus, Snapshot } from "./snapshot.ts";

/** Where a config directory was named, in the order the engine shows them. */
export interface ConfigDirSource {
  path: string;
  origin: Snapshot["configDirs"][number]["origin"];
}

export interface EngineSettings {
  configDirs: ConfigDirSource[];
  /** Bursar's own data folder. */
  dataDir: string;
  readUsageCache: boolean;
  /** Context window in tokens by model id, from the user's settings. */
  contextWindows: Record<string, number>;
}

/** What this VS Code window looks at: decides which session is at hand. */
export interface Attention {
  folders: string[];
  /** Process id of the focused terminal's shell, if a terminal is focused. */
  terminalPid: number | null;
  pinnedSessionId: string | null;
}

/**
 * Where a session's process sits right now. `ancestors` are the process ids from its parent upwards. `background`: the
 * process is suspended or not in its terminal's foreground, so that something else reads what is typed there.
 */
export type SessionPlace =
  | {
      kind: "process";
      pid: number;
      ancestors: number[];
      status: LiveStatus | "background";
      host: "terminal" | "panel" | "other";
    }
  | { kind: "none"; reason: string };

/** Questions the host may ask, each with its answer. */
export interface EngineRequests {
  locate: { params: { sessionId: string }; result: SessionPlace };
}

export type ToEngine =
  | { type: "configure"; settings: EngineSettings }
  | { type: "attend"; attention: Attention }
  | {
      [M in keyof EngineRequests]: { type: "request"; id: number; method: M; params: EngineRequests[M]["params"] };
    }[keyof EngineRequests];

export type LogLevel = "info" | "warn" | "error";

export type FromEngine =
  | { type: "snapshot"; snapshot: Snapshot }
  /** For the output channel; never file contents or prompts. */
  | { type: "log"; level: LogLevel; message: string }
  /** Sent every 5 s while the engine's loop turns: silence means a stalled engine. */
  | { type: "alive" }
  | { type: "response"; id: number; result: EngineRequests[keyof EngineRequests]["result"] }
  | { type: "failure"; id: number; message: string };
