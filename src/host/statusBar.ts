import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Clock } from "../shared/clock.ts";
import { type Disposable, DisposableStore } from "../shared/disposables.ts";
import { type Meter, meter, type Severity } from "../shared/meter.ts";
import type { Settings } from "./config.ts";
import type { CommandId } from "./contributions.ts";
import type { EngineProcess } from "./engineProcess.ts";
import { MeterPainter } from "./meterPainter.ts";
import { thresholdsOf } from "./thresholds.ts";
import type { WorkspaceChoice } from "./workspaceChoice.ts";

/** Left, where what concerns the whole window stands, after VS Code's own problem counters (50). */
const PRIORITY = 10;

const CLICK: CommandId = "bursar.openDashboard";
const LINKS: CommandId[] = [
  "bursar.openDashboard",
  "bursar.act",
  "bursar.connect",
  "bursar.pinSession",
  "bursar.unpinSession",
  "bursar.pickAccount",
  "bursar.restartEngine",
  "bursar.showLog",
];

const BACKGROUNDS: Record<Severity, vscode.ThemeColor | undefined> = {
  none: undefined,
  warning: new vscode.ThemeColor("statusBarItem.warningBackground"),
  error: new vscode.ThemeColor("statusBarItem.errorBackground"),
};

export class StatusBar implements Disposable {
  readonly #disposables = new DisposableStore();
  readonly #item: vscode.StatusBarItem;
  readonly #painter: MeterPainter;
  readonly #painted = this.#disposables.add(new vscode.EventEmitter<Meter>());
  readonly onPaint = this.#painted.event;

  constructor(engine: EngineProcess, settings: Settings, account: WorkspaceChoice, clock: Clock) {
    this.#item = this.#disposables.add(
      vscode.window.createStatusBarItem("meter", vscode.StatusBarAlignment.Left, PRIORITY),
    );
    this.#item.name = l10n.t("Bursar: Claude Code Meter");
    this.#item.command = CLICK;
    const source = {
      meter: () =>
        meter({
          snapshot: engine.snapshot,
          engineDown: engine.down,
          thresholds: thresholdsOf(settings),
          segments: settings.get("bursar.statusBar.segments"),
          form: settings.get("bursar.statusBar.form"),
          configDir: account.value,
          now: clock.now(),
        }),
      deadline: () => engine.snapshot?.atHand?.session.cache?.expiresAt ?? null,
    };
    this.#painter = this.#disposables.add(
      new MeterPainter(source, clock, (changes, all) => {
        this.#paint(changes);
        this.#painted.fire(all);
      }),
    );
    const update = (): void => {
      this.#painter.update();
    };
    engine.events.on("snapshot", update).on("down", update);
    this.#disposables.add({ dispose: () => engine.events.off("snapshot", update).off("down", update) });
    this.#disposables.add(settings.onChange(update));
    this.#disposables.add(account.onChange(update));
    update();
    this.#item.show();
  }

  /** What the bar shows now. */
  get shown(): Meter | null {
    return this.#painter.shown;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #paint({ text, severity, accessibilityLabel, tooltip }: Partial<Meter>): void {
    if (text !== undefined) this.#item.text = text;
    if (severity !== undefined) this.#item.backgroundColor = BACKGROUNDS[severity];
    if (accessibilityLabel !== undefined) {
      this.#item.accessibilityInformation = { label: accessibilityLabel, role: "button" };
    }
    if (tooltip !== undefined) {
      const hover = new vscode.MarkdownString(tooltip);
      hover.isTrusted = { enabledCommands: LINKS };
      this.#item.tooltip = hover;
    }
  }
}
