import type { Clock } from "./clock.ts";

/** What the promise gives, or null when it fails or takes longer than `ms`. */
export async function within<T>(ms: number, clock: Clock, promise: PromiseLike<T>): Promise<T | null> {
  const { promise: timeout, resolve } = Promise.withResolvers<null>();
  const callOff = clock.after(ms, () => {
    resolve(null);
  });
  try {
    return await Promise.race([promise, timeout]);
  } catch {
    return null;
  } finally {
    callOff();
  }
}
