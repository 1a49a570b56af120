import * as vscode from "vscode";
import { type Meter, meter, type Severity } from "../shared/meter.ts";
import type { Clock } from "../shared/clock.ts";
import type { Settings } from "./config.ts";
import { thresholdsOf } from "./thresholds.ts";
import type { CommandId } from "./contributions.ts";
import { type Disposable, DisposableStore } from "../shared/disposables.ts";
import type { EngineProcess } from "./engineProcess.ts";
import { Throttle } from "../shared/throttle.ts";

const REPAINT_MS = 1_000;
/** The hover speaks of ages and of time left: without news it is made anew this often. */
const AGEING_MS = 60_000;
/** Left, where what concerns the whole window stands, after VS Code's own problem counters (50). */
const PRIORITY = 10;

const CLICK: CommandId = "bursar.openDashboard";
const LINKS: CommandId[] = [
  "bursar.openDashboard",
  "bursar.act",
  "bursar.connect",
  "bursar.pinSession",
  "bursar.unpinSession",
  "bursar.restartEngine",
  "bursar.showLog",
];

const BACKGROUNDS: Record<Severity, vscode.ThemeColor | undefined> = {
  none: undefined,
  warning: new vscode.ThemeColor("statusBarItem.warningBackground"),
  error: new vscode.ThemeColor("statusBarItem.errorBackground"),
};

export class StatusBar implements Disposable {
  readonly #engine: EngineProcess;
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #disposables = new DisposableStore();
  readonly #item: vscode.StatusBarItem;
  readonly #painted = this.#disposables.add(new vscode.EventEmitter<Meter>());
  readonly onPaint = this.#painted.event;
  #callOffAgeing = (): void => {};
  #shown: Meter | null = null;

  constructor(engine: EngineProcess, settings: Settings, clock: Clock) {
    this.#engine = engine;
    this.#settings = settings;
    this.#clock = clock;
    this.#item = this.#disposables.add(
      vscode.window.createStatusBarItem("meter", vscode.StatusBarAlignment.Left, PRIORITY),
    );
    this.#item.name = "Bursar: Claude Code Meter";
    this.#item.command = CLICK;
    const throttle = this.#disposables.add(
      new Throttle(clock, REPAINT_MS, () => {
        this.#paint();
      }),
    );
    const repaint = (): void => {
      throttle.call();
    };
    engine.events.on("snapshot", repaint).on("down", repaint);
    this.#disposables.add({ dispose: () => engine.events.off("snapshot", repaint).off("down", repaint) });
    this.#disposables.add(settings.onChange(repaint));
    this.#disposables.add({
      dispose: () => {
        this.#callOffAgeing();
      },
    });
    repaint();
    this.#item.show();
  }

  /** What the bar shows now. */
  get shown(): Meter | null {
    return this.#shown;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #paint(): void {
    this.#callOffAgeing();
    this.#callOffAgeing = this.#clock.after(AGEING_MS, () => {
      this.#paint();
    });
    const next = meter({
      snapshot: this.#engine.snapshot,
      engineDown: this.#engine.down,
      thresholds: thresholdsOf(this.#settings),
      now: this.#clock.now(),
    });
    const last = this.#shown;
    this.#shown = next;
    // Every assignment travels to VS Code's window, so only what has changed is assigned.
    if (next.text !== last?.text) this.#item.text = next.text;
    if (next.severity !== last?.severity) this.#item.backgroundColor = BACKGROUNDS[next.severity];
    if (next.accessibilityLabel !== last?.accessibilityLabel) {
      this.#item.accessibilityInformation = { label: next.accessibilityLabel, role: "button" };
    }
    if (next.tooltip !== last?.tooltip) {
      const tooltip = new vscode.MarkdownString(next.tooltip);
      tooltip.isTrusted = { enabledCommands: LINKS };
      this.#item.tooltip = tooltip;
    }
    this.#painted.fire(next);
  }
}
