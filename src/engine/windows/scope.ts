/** Which requests count against a window: all, or those of the models that its key names. */
import type { LocalUse } from "./localUse.ts";

/** Null for a window over everything; else the name that its models have in common, as "opus". */
export function scopeOf(key: string): string | null {
  const scope = key.split(":", 2)[1];
  return scope === undefined ? null : scope.toLowerCase();
}

/** Whether requests of a model (its id) count against a window of this scope. */
export const isInScope = (model: string, scope: string | null): boolean =>
  scope === null || model.toLowerCase().includes(scope.toLowerCase().replaceAll(/[ ._]/g, "-"));

/** The part of the use that counts. */
export function useInScope(use: LocalUse, scope: string | null): LocalUse {
  if (scope === null) return use;
  const counts = use.models.map((model) => isInScope(model, scope));
  const kept = [...use.at.keys()].filter((index) => counts[use.model[index] ?? -1]);
  const pick = (column: Float64Array) => Float64Array.from(kept, (index) => column[index] ?? 0);
  return {
    models: use.models,
    inputPrices: use.inputPrices,
    at: pick(use.at),
    model: Uint16Array.from(kept, (index) => use.model[index] ?? 0),
    input: pick(use.input),
    write: pick(use.write),
    read: pick(use.read),
    output: pick(use.output),
    usd: pick(use.usd),
  };
}
