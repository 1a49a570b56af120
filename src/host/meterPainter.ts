import type { Clock } from "../shared/clock.ts";
import { type Disposable, DisposableStore } from "../shared/disposables.ts";
import type { Meter } from "../shared/meter.ts";
import { Throttle } from "../shared/throttle.ts";

const REPAINT_MS = 1_000;
/** The meter speaks of ages and of time left: without news it is made anew this often. */
const AGEING_MS = 60_000;

/** What the painter is made of. */
export interface MeterSource {
  meter: () => Meter;
  /** A moment at which the bar reads differently without news, as a countdown does; null for none. */
  deadline: () => number | null;
}

/**
 * Hands on what of the meter has changed, at most once a second, and nothing where all reads as before: every change
 * travels to VS Code's window.
 */
export class MeterPainter implements Disposable {
  readonly #source: MeterSource;
  readonly #clock: Clock;
  readonly #paint: (changes: Partial<Meter>, meter: Meter) => void;
  readonly #disposables = new DisposableStore();
  readonly #throttle: Throttle;
  #callOffAgeing = (): void => {};
  #shown: Meter | null = null;

  constructor(source: MeterSource, clock: Clock, paint: (changes: Partial<Meter>, meter: Meter) => void) {
    this.#source = source;
    this.#clock = clock;
    this.#paint = paint;
    this.#disposables.add({
      dispose: () => {
        this.#callOffAgeing();
      },
    });
    this.#throttle = this.#disposables.add(
      new Throttle(clock, REPAINT_MS, () => {
        this.#repaint();
      }),
    );
  }

  /** What is painted now. */
  get shown(): Meter | null {
    return this.#shown;
  }

  /** Something may read differently. */
  update(): void {
    this.#throttle.call();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #repaint(): void {
    this.#callOffAgeing();
    this.#callOffAgeing = this.#clock.after(this.#untilAged(), () => {
      this.update();
    });
    const next = this.#source.meter();
    const changes = changesOf(this.#shown, next);
    this.#shown = next;
    if (Object.keys(changes).length > 0) this.#paint(changes, next);
  }

  /** To the minute of the deadline, as countdowns show whole minutes: the next one begins a moment after it. */
  #untilAged(): number {
    const left = (this.#source.deadline() ?? 0) - this.#clock.now();
    return left > 0 ? (left % AGEING_MS) + 1 : AGEING_MS;
  }
}

function changesOf(before: Meter | null, after: Meter): Partial<Meter> {
  const keys = Object.keys(after) as (keyof Meter)[];
  return Object.fromEntries(keys.filter((key) => after[key] !== before?.[key]).map((key) => [key, after[key]]));
}
