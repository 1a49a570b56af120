/** The windows of every config directory as a Snapshot shows them: what was told, what it means, what binds. */
import * as l10n from "@vscode/l10n";
import type { WindowGauge, WindowOutlook, WindowsView } from "../../shared/snapshot.ts";
import type { StudiedDir } from "../windowStudy.ts";
import { bindingWindow, mostRoom } from "./binding.ts";
import { pace } from "./pace.ts";
import { routing } from "./routing.ts";
import { isSameReset } from "./windowKinds.ts";
import type { ToldWindow, ToldWindows } from "./windowsView.ts";

export interface AccountWindows {
  told: ToldWindows;
  counted: WindowsView["counted"];
  /** Null while it is being worked out. */
  studied: StudiedDir | null;
}

export function studiedWindows(accounts: readonly AccountWindows[], now: number): WindowsView[] {
  const views = accounts.map((account) => viewOf(account, now));
  const room = mostRoom(
    views.flatMap(({ configDir, state }) => (state.kind === "known" ? [{ configDir, gauges: state.gauges }] : [])),
  );
  return views.map((view) => ({ ...view, mostRoom: view.configDir === room }));
}

function viewOf({ told, counted, studied }: AccountWindows, now: number): WindowsView {
  if (told.state.kind === "unknown") {
    return { ...told, state: told.state, counted, ladder: null, routing: [], mostRoom: false };
  }
  const free = told.state.gauges.map((gauge) => gaugeOf(gauge, studied, now));
  const binding = bindingWindow(free, now);
  const gauges = free.map((gauge) => ({ ...gauge, binds: gauge.key === binding }));
  return {
    ...told,
    state: { kind: "known", gauges },
    counted,
    ladder: studied?.ladder ?? null,
    routing: routing({ gauges, recentPrompts: studied?.recentPrompts ?? [], now }),
    mostRoom: false,
  };
}

function gaugeOf(told: ToldWindow, studied: StudiedDir | null, now: number): WindowGauge {
  const found = studied?.windows.get(told.key);
  const study = found && isSameReset(found.resetsAt, told.resetsAt) ? found : null;
  return {
    ...told,
    pace: pace({ startedAt: told.startedAt, resetsAt: told.resetsAt, now }, studied?.hours ?? null),
    binds: false,
    trend: study?.trend ?? [],
    outlook: told.stale
      ? silent(l10n.t("The last reading is too old for a forecast."))
      : (study?.outlook ?? silent(l10n.t("What is to be expected is being worked out."))),
    price: study?.price ?? null,
    spenders: study?.spenders ?? null,
  };
}

const silent = (reason: string): WindowOutlook => ({ kind: "silent", reason });
