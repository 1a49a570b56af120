/** Which class of model the last prompts together would have suited. */
import type { PromptFit } from "./facts.ts";
import type { ModelClass } from "./modelFit.ts";

/** So many of the last prompts are asked … */
const PROMPTS = 10;
/** … and so many of them must agree. */
const AGREEING = 7;

const RANK: Record<ModelClass, number> = { small: 0, medium: 1, strong: 2 };

export const isBelow = (smaller: ModelClass, larger: ModelClass) => RANK[smaller] < RANK[larger];

const last = (fits: readonly PromptFit[]) => fits.slice(-PROMPTS);

/** How many of the last ten prompts a class would have done for; one of which nothing is known counts as not. */
export const fitting = (fits: readonly PromptFit[], model: ModelClass) =>
  last(fits).filter((fit) => fit !== "unknown" && !isBelow(model, fit)).length;

/** The smaller class that would have done for at least seven of the last ten prompts; null with fewer than ten. */
export function classThatFits(fits: readonly PromptFit[]): "small" | "medium" | null {
  if (fits.length < PROMPTS) return null;
  return (["small", "medium"] as const).find((model) => fitting(fits, model) >= AGREEING) ?? null;
}

/** Whether at least seven of the last ten prompts needed the strong class. */
export const needStrong = (fits: readonly PromptFit[]): boolean =>
  fits.length >= PROMPTS && last(fits).filter((fit) => fit === "strong").length >= AGREEING;
