/** What the forecasts of all windows mean for the choice of a model (docs/allocation.md, "Routing"). */
import * as l10n from "@vscode/l10n";
import { formatPercent, formatPercentRange, listText } from "../../shared/format.ts";
import type { RoutingAdvice, WindowGauge, WindowOutlook } from "../../shared/snapshot.ts";
import { hitChance, isOutdated, likelyUsedUp } from "../../shared/windowText.ts";
import { modelClass, type ModelClass } from "../advice/modelFit.ts";
import { isInScope } from "./scope.ts";

export interface RoutingInputs {
  gauges: readonly WindowGauge[];
  /** The last prompts of the config directory, oldest first: the model that answered, and what would have done. */
  recentPrompts: readonly RoutedPrompt[];
  now: number;
}

export interface RoutedPrompt {
  model: string;
  fit: ModelClass | "unknown";
}

type Forecast = Extract<WindowOutlook, { kind: "forecast" }>;

const WEEKLY_TOTAL = "seven_day";
const FIVE_HOUR = "five_hour";
/** In percent: a week whose use ends below this in 9 of 10 forecasts has capacity to spare. */
const ENDS_BELOW = 85;
const JUDGED_PROMPTS = 10;
const SUITABLE_SHARE = 0.7;
const SMALLER: Readonly<Partial<Record<ModelClass, { fits: readonly RoutedPrompt["fit"][]; name: string }>>> = {
  strong: { fits: ["small", "medium"], name: "Sonnet" },
  medium: { fits: ["small"], name: "Haiku" },
};

/** At most one advice of a kind; nothing about a window whose forecast is silent, hidden or of an old reading. */
export function routing(inputs: RoutingInputs): RoutingAdvice[] {
  return [bottleneck(inputs), scoped(inputs), expires(inputs)].filter((advice) => advice !== null);
}

/** Where several windows are known: the one that ends first, and when. */
function bottleneck({ gauges, now }: RoutingInputs): RoutingAdvice | null {
  const open = gauges.filter(({ resetsAt }) => resetsAt === null || resetsAt > now);
  const gauge = open.find(({ binds }) => binds);
  const outlook = gauge && forecastOf(gauge, now);
  if (!gauge || !outlook?.exhaustion || open.length < 2 || !likelyUsedUp(gauge, now)) return null;
  return {
    kind: "bottleneck",
    key: gauge.key,
    text: [l10n.t("Of all windows the {0} one ends first.", gauge.label), ...bottleneckMeaning(gauge, open, now)].join(
      " ",
    ),
    why: `${chances(open, now)} ${basis(gauge.label, outlook)}`,
  };
}

function bottleneckMeaning(gauge: WindowGauge, open: readonly WindowGauge[], now: number): string[] {
  if (gauge.key === WEEKLY_TOTAL) return [l10n.t("A new 5-hour window does not change that.")];
  const total = open.find(({ key }) => key === WEEKLY_TOTAL);
  const chance = total ? hitChance(total, now) : null;
  if (!total || chance === null || likelyUsedUp(total, now)) return [];
  if (gauge.key === FIVE_HOUR) {
    return [l10n.t("The weekly total is likely to last: what can wait fits in after the reset.")];
  }
  return scopeLabel(gauge) === null
    ? []
    : [l10n.t("The weekly total is likely to last: other models are not held up.")];
}

/** A model's own bar is likely to run out while most of its prompts looked suitable for a smaller one. */
function scoped({ gauges, recentPrompts, now }: RoutingInputs): RoutingAdvice | null {
  const likely = gauges.filter((gauge) => scopeLabel(gauge) !== null && likelyUsedUp(gauge, now));
  for (const gauge of likely.toSorted((a, b) => Number(b.binds) - Number(a.binds))) {
    const scope = scopeLabel(gauge) ?? "";
    const outlook = forecastOf(gauge, now);
    const own = modelClass(scope);
    const smaller = own && SMALLER[own];
    if (!outlook?.endPercent || !smaller) continue;
    const prompts = recentPrompts.filter(({ model }) => isInScope(model, scope)).slice(-JUDGED_PROMPTS);
    const suitable = prompts.filter(({ fit }) => smaller.fits.includes(fit)).length;
    if (prompts.length < JUDGED_PROMPTS || suitable < SUITABLE_SHARE * JUDGED_PROMPTS) continue;
    const said = { model: scope, suitable, prompts: JUDGED_PROMPTS, smaller: smaller.name };
    return {
      kind: "scoped",
      key: gauge.key,
      text: gauge.binds
        ? l10n.t(
            "The weekly bar of {model} binds: {suitable} of its last {prompts} prompts looked suitable for {smaller}.",
            said,
          )
        : l10n.t(
            "The weekly bar of {model} is likely to run out before its reset: {suitable} of its last {prompts} prompts looked suitable for {smaller}.",
            said,
          ),
      why: [
        l10n.t(
          "Suitable: few files, no correction, no failed check, no risky subject. The bar is a further cap: {0} draws on the weekly total all the same.",
          smaller.name,
        ),
        chances(gauges, now),
        basis(gauge.label, outlook),
      ].join(" "),
    };
  }
  return null;
}

/** The weekly total will not be used up by far: what is left at its reset is lost. */
function expires({ gauges, recentPrompts, now }: RoutingInputs): RoutingAdvice | null {
  const total = gauges.find(({ key }) => key === WEEKLY_TOTAL);
  const outlook = total && forecastOf(total, now);
  if (!total || !outlook?.endPercent || outlook.endPercent.high >= ENDS_BELOW) return null;
  const { low, mid, high } = outlook.endPercent;
  return {
    kind: "expires",
    key: WEEKLY_TOTAL,
    text: l10n.t("The weekly total is on course to end at {end} ({range}): {advice}.", {
      end: formatPercent(mid),
      range: formatPercentRange(low, high),
      advice: useOfRoom(gauges, recentPrompts, now),
    }),
    why: [
      l10n.t("In 9 of 10 forecasts it ends below {0}, and what is left at the reset is lost.", formatPercent(high)),
      chances(gauges, now),
      basis(total.label, outlook),
    ].join(" "),
  };
}

function useOfRoom(gauges: readonly WindowGauge[], recentPrompts: readonly RoutedPrompt[], now: number): string {
  const short = gauges.filter((gauge) => gauge.leftPercent <= 0 || likelyUsedUp(gauge, now));
  const scope = short.map(scopeLabel).find((name) => name !== null);
  if (scope !== undefined) return l10n.t("there is room for other models than {0}", scope);
  if (short.some(({ key }) => key === FIVE_HOUR)) return l10n.t("there is room for more 5-hour windows");
  const strong = recentPrompts.filter(({ model }) => modelClass(model) === "strong").length;
  const already = recentPrompts.length > 0 && strong >= SUITABLE_SHARE * recentPrompts.length;
  return already ? l10n.t("there is room for more work or a higher effort") : l10n.t("use the stronger model");
}

function forecastOf(gauge: WindowGauge, now: number): Forecast | null {
  return gauge.outlook.kind === "forecast" && !isOutdated(gauge, now) ? gauge.outlook : null;
}

/** The shadow prices: for each window the chance to run out. */
function chances(gauges: readonly WindowGauge[], now: number): string {
  const known = gauges.flatMap((gauge) => {
    const chance = gauge.leftPercent <= 0 ? 1 : hitChance(gauge, now);
    return chance === null
      ? []
      : [
          l10n.t({
            message: "{0} {1}",
            args: [gauge.label, formatPercent(100 * chance)],
            comment: "a window and its chance to run out",
          }),
        ];
  });
  return l10n.t("Chance to run out before the reset: {0}.", listText(known));
}

function basis(label: string, { backtest }: Forecast): string {
  const held = formatPercent(100 * backtest.coverage);
  const said = { range: formatPercent(80), label, held, changes: backtest.intervals };
  return l10n.t(
    "On your own history the {range} range of the {label} forecast held {held} of {changes} changes.",
    said,
  );
}

/** The model that a window is for: "Opus" of `weekly_scoped:Opus` and `seven_day_opus`; null for a window of all. */
function scopeLabel({ key }: WindowGauge): string | null {
  const name = /^(?:weekly_scoped:|seven_day_)(.+)$/.exec(key)?.[1];
  return name === undefined || modelClass(name) === null ? null : name.replace(/^./, (letter) => letter.toUpperCase());
}
