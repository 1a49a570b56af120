/** Runs `bursar` as a user would, in folders made for one test. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import {
  assistantRow,
  SESSION,
  temporaryFolder,
  transcriptPath,
  writeTranscript,
  type AssistantFields,
} from "../engine/sources/testTranscripts.ts";

const PROGRAM = fileURLToPath(new URL("main.ts", import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export type TestEnvironment = Record<string, string | undefined>;

export class TestProgram {
  readonly folder = temporaryFolder();
  readonly home = join(this.folder.path, "home");
  readonly configDir = join(this.folder.path, "claude");
  readonly dataDir = join(this.folder.path, "bursar");
  private readonly compiled: string;

  /** `compiled`: a folder for compiled code that many runs share. */
  constructor(compiled: string) {
    this.compiled = compiled;
    mkdirSync(this.home);
  }

  remove(): void {
    this.folder.remove();
  }

  /** `env` adds to an environment that knows the temporary folders alone. */
  start(args: readonly string[], env: TestEnvironment = {}): ChildProcessByStdio<null, Readable, Readable> {
    return spawn(process.execPath, [PROGRAM, ...args], {
      cwd: this.folder.path,
      env: {
        PATH: process.env["PATH"],
        HOME: this.home,
        USERPROFILE: this.home,
        CLAUDE_CONFIG_DIR: this.configDir,
        NODE_COMPILE_CACHE: this.compiled,
        BURSAR_HOME: this.dataDir,
        TZ: "UTC",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  run(args: readonly string[], env: TestEnvironment = {}): Promise<Ended> {
    const child = this.start(args, env);
    return new Promise((resolve, reject) => {
      let [stdout, stderr] = ["", ""];
      child.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
      child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
      child.on("error", reject).on("close", (code) => resolve({ code, stdout, stderr }));
    });
  }

  /** Writes a session's transcript with these responses, and gives its path. */
  write(rows: readonly AssistantFields[], sessionId = SESSION, configDir = this.configDir): string {
    return writeTranscript(
      transcriptPath(configDir, sessionId),
      rows.map((fields) => assistantRow({ sessionId, ...fields })),
    );
  }
}
