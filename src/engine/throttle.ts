/** Runs `action` at once after a pause, and at most once per `intervalMs` in a burst; the last call is never lost. */
export class Throttle {
  private readonly intervalMs: number;
  private readonly action: () => void;
  private readonly now: () => number;
  private timer: NodeJS.Timeout | null = null;
  private last = -Infinity;

  constructor(intervalMs: number, now: () => number, action: () => void) {
    this.intervalMs = intervalMs;
    this.now = now;
    this.action = action;
  }

  call(): void {
    if (this.timer) return;
    const wait = this.last + this.intervalMs - this.now();
    // A clock that was set back must not hold the action up.
    if (wait <= 0 || wait > this.intervalMs) this.run();
    else this.timer = setTimeout(() => this.run(), wait);
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private run(): void {
    this.timer = null;
    this.last = this.now();
    this.action();
  }
}
