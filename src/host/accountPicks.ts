import * as l10n from "@vscode/l10n";
import { windowFigure } from "../shared/meter/windowFigures.ts";
import { withoutIcons } from "../shared/withoutIcons.ts";
import type { Snapshot, WindowsView } from "../shared/snapshot.ts";
import { lastName } from "../shared/lastName.ts";

/** One line of the list from which the status bar's account is picked; a null directory is the automatic choice. */
export interface AccountPickItem {
  configDir: string | null;
  label: string;
  description: string;
  detail: string;
}

export function accountPicks({ windows }: Snapshot, picked: string | null, now: number): AccountPickItem[] {
  const known = windows.some(({ configDir }) => configDir === picked);
  return [
    {
      configDir: null,
      label: l10n.t("Automatic"),
      description: known ? "" : l10n.t("in use"),
      detail: l10n.t("The window that stops you first, whichever account it is of"),
    },
    ...windows.map((view) => pickOf(view, view.configDir === picked, now)),
  ];
}

function pickOf({ configDir, state }: WindowsView, picked: boolean, now: number): AccountPickItem {
  return {
    configDir,
    // A quick pick reads $(name) as an icon; a folder's name is not ours.
    label: withoutIcons(lastName(configDir)),
    description: [withoutIcons(configDir), ...(picked ? [l10n.t("in use")] : [])].join(" · "),
    detail:
      state.kind === "known"
        ? state.gauges.map((gauge) => windowFigure(gauge, "full", now).text).join(" · ")
        : l10n.t("What is left is not known."),
  };
}
