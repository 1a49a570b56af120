import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { WindowAlert } from "../shared/engineProtocol.ts";
import type { Snapshot } from "../shared/snapshot.ts";
import { TestClock } from "../shared/testClock.ts";
import type { EngineProcess } from "./engineProcess.ts";
import { dontShowAgainButton, Notifications, openDashboardButton } from "./notifications.ts";
import type { AlertSettings } from "./windowAlerts.ts";

type Engine = Pick<EngineProcess, "request" | "events" | "snapshot">;

/** What all VS Code windows claim from, as the engine's store is one: a level below one that was given is no news. */
class Claims {
  readonly #given: WindowAlert["level"][] = [];
  /** What asking fails with. */
  broken: string | null = null;
  asked = 0;

  claim({ level }: WindowAlert): Promise<boolean> {
    this.asked++;
    if (this.broken !== null) return Promise.reject(new Error(this.broken));
    const known = this.#given.some((given) => given === level || (level !== "forecast" && Number(given) >= level));
    this.#given.push(level);
    return Promise.resolve(!known);
  }
}

/** One VS Code window. */
class Window {
  readonly clock = new TestClock();
  readonly shown: string[] = [];
  readonly opened: string[] = [];
  readonly logged: string[] = [];
  settings: AlertSettings = { enabled: true, levels: [80, 95], forecastAbove: 50 };
  focused = true;
  /** The button that the user presses. */
  answer: string | undefined;
  readonly notifications: Notifications;
  readonly #engine: { request: Engine["request"]; events: EventEmitter; snapshot: Snapshot | null };

  constructor(claims: Claims) {
    this.#engine = {
      request: (_: string, alert: WindowAlert) => claims.claim(alert),
      events: new EventEmitter(),
      snapshot: null,
    };
    this.notifications = new Notifications(this.#engine as Engine, this.clock, {
      settings: () => this.settings,
      focused: () => this.focused,
      show: (severity, message, ...buttons) => {
        assert.deepEqual(buttons, [openDashboardButton(), dontShowAgainButton()]);
        this.shown.push(`${severity}: ${message}`);
        return Promise.resolve(this.answer);
      },
      openDashboard: () => void this.opened.push("dashboard"),
      change: (settings) => {
        Object.assign(this.settings, settings);
        return Promise.resolve();
      },
      log: (message) => void this.logged.push(message),
    });
  }

  /** A Snapshot comes in with one window that is used so far; fulfilled when what it causes is done. */
  async see(usedPercent: number, hitProbability: number | null = null): Promise<void> {
    const outlook =
      hitProbability === null
        ? { kind: "silent", reason: "" }
        : { kind: "forecast", hitProbability, endPercent: null, exhaustion: null };
    const gauge = { key: "five_hour", label: "5-hour", usedPercent, leftPercent: 100 - usedPercent, resetsAt: null };
    const state = { kind: "known", gauges: [{ ...gauge, stale: false, outlook }] };
    this.#engine.snapshot = {
      takenAt: this.clock.now(),
      windows: [{ configDir: "/c", state }],
    } as unknown as Snapshot;
    this.#engine.events.emit("snapshot", this.#engine.snapshot);
    await setImmediate();
  }

  async wait(ms: number): Promise<void> {
    this.clock.advance(ms);
    await setImmediate();
  }
}

const USED = (percent: number) => `The 5-hour window is ${percent}% used.`;
const CHANCE = (name: string) => `There is a chance of 70% that ${name} is used up before its reset.`;

describe("notifications", () => {
  let claims: Claims;
  let window: Window;
  beforeEach(() => {
    claims = new Claims();
    window = new Window(claims);
  });

  it("come once a level, whatever was answered", async () => {
    for (const usedPercent of [79, 80, 81, 94, 96, 97]) await window.see(usedPercent);
    assert.deepEqual(window.shown, [`warning: ${USED(80)}`, `warning: ${USED(96)}`]);
    assert.equal(claims.asked, 2);
  });

  it("say the highest level alone when several are reached at once, and no lower one afterwards", async () => {
    await window.see(96);
    await window.see(85);
    const later = new Window(claims);
    await later.see(85);
    assert.deepEqual([window.shown, later.shown], [[`warning: ${USED(96)}`], []]);
  });

  it("come in one of all VS Code windows", async () => {
    const other = new Window(claims);
    await Promise.all([window.see(80), other.see(80)]);
    assert.equal([...window.shown, ...other.shown].length, 1);
  });

  it("come in the VS Code window that the user looks at, if there is one", async () => {
    const unseen = new Window(claims);
    unseen.focused = false;
    await unseen.see(80);
    await window.see(80);
    await unseen.wait(10_000);
    assert.deepEqual([unseen.shown, window.shown], [[], [`warning: ${USED(80)}`]]);
    await unseen.see(95);
    assert.deepEqual(unseen.shown, []);
    await unseen.wait(3_000);
    assert.deepEqual(unseen.shown, [`warning: ${USED(95)}`]);
  });

  it("tell of a forecast, together with a level that is reached at the same time", async () => {
    await window.see(40, 0.7);
    await window.see(41, 0.8);
    assert.deepEqual(window.shown, [`information: ${CHANCE("the 5-hour window")}`]);
    const other = new Window(new Claims());
    await other.see(80, 0.7);
    assert.deepEqual(other.shown, [`warning: ${USED(80)} ${CHANCE("it")}`]);
  });

  it("open the dashboard", async () => {
    window.answer = openDashboardButton();
    await window.see(80);
    assert.deepEqual(window.opened, ["dashboard"]);
    assert.deepEqual(window.settings.levels, [80, 95]);
  });

  it("are not shown again for what the user does not want to see", async () => {
    window.answer = dontShowAgainButton();
    await window.see(80);
    assert.deepEqual(window.settings, { enabled: true, levels: [95], forecastAbove: 50 });
    await window.see(40, 0.7);
    assert.deepEqual(window.settings, { enabled: true, levels: [95], forecastAbove: 0 });
    await window.see(95, 0.7);
    assert.deepEqual(window.settings.levels, []);
    assert.deepEqual(window.opened, []);
  });

  it("stay away while the engine cannot be asked, which is logged once, and come when it can", async () => {
    claims.broken = "The engine is being restarted.";
    await window.see(96, 0.7);
    await window.see(96, 0.7);
    assert.equal(claims.asked, 2, "not asked with every Snapshot");
    await window.wait(60_000);
    assert.equal(claims.asked, 4);
    assert.deepEqual(window.shown, []);
    assert.deepEqual(window.logged, [
      "No notification, as the engine could not be asked: Error: The engine is being restarted.",
    ]);
    claims.broken = null;
    await window.wait(60_000);
    assert.deepEqual(window.shown, [`warning: ${USED(96)} ${CHANCE("it")}`]);
  });

  it("end with their owner", async () => {
    window.focused = false;
    await window.see(80);
    window.notifications.dispose();
    await window.wait(60_000);
    await window.see(96);
    assert.deepEqual([window.shown, claims.asked, window.clock.next], [[], 0, null]);
  });
});
