/** What the live sessions use, as their transcripts tell: one of them runs in another process. */
import { readFileSync } from "node:fs";
import { transcriptPath } from "./transcript.mjs";

export class LiveUse {
  #meter;
  #files;

  /**
   * What their transcripts hold already is counted.
   * @param {import("./meter.mjs").Meter} meter
   * @param {readonly { configDir: string, cwd: string, sessionId: string }[]} sessions
   */
  constructor(meter, sessions) {
    this.#meter = meter;
    this.#files = sessions.map((session) => {
      const path = transcriptPath(session);
      return { path, read: readFileSync(path, "utf8").length };
    });
  }

  /** Counts the requests that were made since. */
  count() {
    const requests = this.#files.flatMap((file) => {
      const text = readFileSync(file.path, "utf8");
      const added = text.slice(file.read, text.lastIndexOf("\n") + 1);
      file.read += added.length;
      return added.split("\n").flatMap(requestOf);
    });
    for (const { at, model, usage } of requests.toSorted((a, b) => a.at - b.at)) this.#meter.take(at, model, usage);
  }
}

/**
 * A response is several rows with the same usage.
 * @param {string} line
 */
function requestOf(line) {
  if (!line.includes('"apiBlockIndex":0')) return [];
  const { timestamp, message } =
    /** @type {{ timestamp: string, message: { model: string, usage: import("./meter.mjs").Usage } }} */ (
      JSON.parse(line)
    );
  return [{ at: Date.parse(timestamp), model: message.model, usage: message.usage }];
}
