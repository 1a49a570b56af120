import { setTimeout as pause } from "node:timers/promises";

const EVERY_MS = 50;
const LIMIT_MS = 20_000;

/**
 * Asks again and again until there is an answer, which is returned.
 * @param what what is waited for, for the error after `limitMs`
 * @param look null or undefined: not yet
 * @param seen what there is instead, for the same error
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined> | T | null | undefined,
  seen: () => Promise<string> | string = () => "",
  limitMs = LIMIT_MS,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    if (performance.now() > end) {
      const instead = await seen();
      throw new Error(`Not within ${limitMs / 1000} s: ${what}. Instead:\n${instead}`);
    }
    await pause(EVERY_MS);
  }
}
