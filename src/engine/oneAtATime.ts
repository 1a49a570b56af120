/**
 * Makes `task` run one at a time: however often it is asked for while it runs, it runs once more after that. The promise
 * is that of a run which began after the call.
 */
export function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const run = (): Promise<void> => {
    running = task().finally(() => (running = null));
    return running;
  };
  return () => {
    if (next) return next;
    if (!running) return run();
    const again = (): Promise<void> => {
      next = null;
      return run();
    };
    next = running.then(again, again);
    return next;
  };
}
