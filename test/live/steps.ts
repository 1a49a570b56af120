/** The steps of a live test: each bounded, each with a screenshot in the artefacts. */
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Workbench } from "../workbench/workbench.ts";

const STEP_MS = 60_000;

export class Steps {
  readonly #workbench: Workbench;
  readonly #dir: string;
  #count = 0;

  /** @param name of the folder for the screenshots, in the artefacts */
  constructor(workbench: Workbench, name: string) {
    const artefacts = process.env["BURSAR_LIVE_ARTEFACTS"];
    assert.ok(artefacts, "BURSAR_LIVE_ARTEFACTS must name a folder: run `npm run test:live`");
    this.#workbench = workbench;
    this.#dir = join(artefacts, name);
  }

  /** Does it, then takes a screenshot, also when it failed or took too long. */
  async step<T>(name: string, act: () => Promise<T>): Promise<T> {
    const number = String((this.#count += 1)).padStart(2, "0");
    const timeout = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      timeout.reject(new Error(`"${name}" did not end within ${STEP_MS / 1000} s.`));
    }, STEP_MS);
    try {
      const result = await Promise.race([act(), timeout.promise]);
      await this.#screenshot(`${number} ${name}`);
      return result;
    } catch (error) {
      await this.#screenshot(`${number} FAILED ${name}`);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Keeps a text beside the screenshots. */
  async note(name: string, text: string): Promise<void> {
    await mkdir(this.#dir, { recursive: true });
    await writeFile(join(this.#dir, name), text);
  }

  async #screenshot(name: string): Promise<void> {
    await mkdir(this.#dir, { recursive: true });
    await this.#workbench.screenshot(join(this.#dir, `${name.replaceAll(/[^\w -]/g, "")}.png`));
  }
}
