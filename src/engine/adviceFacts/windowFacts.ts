/** What advice is told of a plan's windows. */
import type { WindowGauge, WindowsView } from "../../shared/snapshot.ts";
import { isOutdated, likelyUsedUp } from "../../shared/windowText.ts";
import type { WindowFacts } from "../advice/facts.ts";
import { modelClass } from "../advice/modelFit.ts";

const WEEK = "seven_day";
const SCOPED = "weekly_scoped:";

/** Null where no window is known to bind. One object for all that ask about a config directory's view. */
export function windowFacts(view: WindowsView, now: number): WindowFacts | null {
  if (view.state.kind !== "known") return null;
  const { gauges } = view.state;
  const binding = gauges.find(({ binds }) => binds);
  if (!binding) return null;
  const week = gauges.find(({ key }) => key === WEEK);
  return {
    label: binding.label,
    // Per percent of the window as Claude Code tells it; what it was before the limits changed is not in it.
    quota: binding.price ? { kind: "listPrice", usdPerPercent: binding.price.usdPerPercent } : { kind: "uncalibrated" },
    weekEnd: week && !isOutdated(week, now) && week.outlook.kind === "forecast" ? week.outlook.endPercent : null,
    scopedBind: scopedBind(gauges, now),
  };
}

/** The bucket of one model that stops it first, if one does. */
function scopedBind(gauges: readonly WindowGauge[], now: number): WindowFacts["scopedBind"] {
  const scoped = gauges.filter(
    (gauge) =>
      gauge.key.startsWith(SCOPED) &&
      (gauge.binds || (isOpen(gauge, now) && gauge.leftPercent <= 0) || likelyUsedUp(gauge, now)),
  );
  const [first] = scoped.toSorted(
    (a, b) => Number(b.binds) - Number(a.binds) || a.leftPercent - b.leftPercent || (a.key < b.key ? -1 : 1),
  );
  const tier = first ? modelClass(first.key.slice(SCOPED.length)) : null;
  return first && tier ? { label: first.label, tier } : null;
}

const isOpen = ({ resetsAt }: WindowGauge, now: number) => resetsAt === null || resetsAt > now;
