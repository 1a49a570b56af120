import * as l10n from "@vscode/l10n";
import type { WindowAlert } from "../shared/engineProtocol.ts";
import type { Clock } from "../shared/clock.ts";
import type { Disposable } from "../shared/disposables.ts";
import type { EngineProcess } from "./engineProcess.ts";
import { type AlertParts, type AlertSettings, alertText, type DueAlert, dueAlerts } from "./windowAlerts.ts";

/** A VS Code window that the user looks at goes first: a notification in another one may never be seen. */
const UNFOCUSED_DELAY_MS = 3_000;
/** After the engine could not be asked. */
const RETRY_MS = 60_000;

export const openDashboardButton = () => l10n.t("Open Dashboard");
export const dontShowAgainButton = () => l10n.t("Don't Show Again");

export type NotificationSeverity = "warning" | "information";
export type AlertSettingsChange = Partial<Pick<AlertSettings, "levels" | "forecastAbove">>;

export interface NotificationsHost {
  settings(): AlertSettings;
  /** Whether the user looks at this VS Code window. */
  focused(): boolean;
  /** Shows it until the user answers: the button, or undefined when it was dismissed. */
  show(severity: NotificationSeverity, message: string, ...buttons: string[]): Thenable<string | undefined>;
  openDashboard(): void;
  change(settings: AlertSettingsChange): Promise<void>;
  log(message: string): void;
}

/** Tells the user once, in one VS Code window, when a rate-limit window reaches a level or is likely to be used up. */
export class Notifications implements Disposable {
  readonly #engine: Pick<EngineProcess, "request" | "events" | "snapshot">;
  readonly #clock: Clock;
  readonly #host: NotificationsHost;
  /** Asked for already, whatever the answer was. */
  readonly #asked = new Set<string>();
  readonly #look = (): void => {
    this.#lookAt();
  };
  #callOff: (() => void) | null = null;
  #failed = false;

  constructor(engine: Pick<EngineProcess, "request" | "events" | "snapshot">, clock: Clock, host: NotificationsHost) {
    this.#engine = engine;
    this.#clock = clock;
    this.#host = host;
    engine.events.on("snapshot", this.#look);
  }

  dispose(): void {
    this.#engine.events.off("snapshot", this.#look);
    this.#callOff?.();
  }

  #lookAt(): void {
    if (this.#callOff) return;
    if (this.#host.focused()) this.#notify();
    else if (this.#due().length > 0) this.#wait(UNFOCUSED_DELAY_MS);
  }

  #wait(ms: number): void {
    this.#callOff?.();
    this.#callOff = this.#clock.after(ms, () => {
      this.#callOff = null;
      this.#notify();
    });
  }

  /** What was not asked for yet. */
  #due(): DueAlert[] {
    const { snapshot } = this.#engine;
    if (!snapshot) return [];
    const isNew = (alert: WindowAlert): boolean => !this.#asked.has(JSON.stringify(alert));
    return dueAlerts(snapshot, this.#host.settings()).filter(
      ({ level, forecast }) => (level !== null && isNew(level)) || (forecast !== null && isNew(forecast)),
    );
  }

  #notify(): void {
    for (const due of this.#due()) {
      this.#tell(due).catch((error: unknown) => {
        this.#host.log(`A notification could not be shown: ${String(error)}`);
      });
    }
  }

  async #tell(due: DueAlert): Promise<void> {
    const [level, forecast] = await Promise.all([this.#claim(due.level), this.#claim(due.forecast)]);
    const said: AlertParts = { level, forecast };
    if (!said.level && !said.forecast) return;
    const message = alertText(due, said, this.#clock.now());
    const severity = said.level ? "warning" : "information";
    const answer = await this.#host.show(severity, message, openDashboardButton(), dontShowAgainButton());
    if (answer === openDashboardButton()) this.#host.openDashboard();
    if (answer !== dontShowAgainButton()) return;
    const { levels } = this.#host.settings();
    await this.#host.change({
      // Higher ones were not what the user saw.
      ...(said.level && { levels: levels.filter((each) => each > Number(due.level?.level)) }),
      ...(said.forecast && { forecastAbove: 0 }),
    });
  }

  /** Whether it is this window's to show. An engine that cannot be asked gives no notification. */
  async #claim(alert: WindowAlert | null): Promise<boolean> {
    if (alert === null) return false;
    const key = JSON.stringify(alert);
    if (this.#asked.has(key)) return false;
    this.#asked.add(key);
    try {
      return await this.#engine.request("claimAlert", alert);
    } catch (error) {
      this.#asked.delete(key);
      if (!this.#failed) this.#host.log(`No notification, as the engine could not be asked: ${String(error)}`);
      this.#failed = true;
      this.#wait(RETRY_MS);
      return false;
    }
  }
}
