/** Runs axe-core, with all its default rules, in a page. */
import axe from "axe-core";
import type { Frame, Page } from "playwright-core";

type Axe = typeof axe;

/** To be called once a page, before `violations`. */
export async function installAxe(page: Page | Frame): Promise<void> {
  await page.evaluate(axe.source);
}

/** One line for each element at fault; only those of `rules` when given. */
export async function violations(page: Page | Frame, rules?: readonly string[]): Promise<string[]> {
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: Axe };
    const found = await axe.run(document, {
      resultTypes: ["violations"],
      ...(rules === null ? {} : { runOnly: { type: "rule", values: [...rules] } }),
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = "" }) => {
        const summary = failureSummary.replaceAll(/\s+/g, " ");
        return `${id}: ${target.flat().join(" > ")}: ${summary}`;
      }),
    );
  }, rules ?? null);
}
