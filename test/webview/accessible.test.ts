import assert from "node:assert/strict";
import { installAxe, violations } from "./axe.ts";
import { useDashboard } from "./dashboardSuite.ts";
import { walkByTab } from "./focusWalk.ts";
import type { PageAnswers } from "./pageAnswers.ts";
import { goTo, openOptions, showState } from "./showState.ts";
import { type StateName, states } from "./states.ts";
import { themes } from "./themes.ts";
import { VIEW_NAMES } from "./views.ts";

const themeNames = Object.keys(themes) as (keyof typeof themes)[];
/** Of axe's rules those whose outcome hangs on the theme. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

describe("the dashboard, by axe-core", () => {
  const { open, dashboard } = useDashboard({ reducedMotion: true, bypassPolicy: true });

  for (const name of Object.keys(states) as StateName[]) {
    it(`has no violation in the state “${states[name].title}”, on every page and in every theme`, async function () {
      this.timeout(120_000);
      const { answers, ...options } = openOptions(name, "overview");
      // A table's rows are alike: the ordinary state has a full page of them.
      await open({ ...options, answers: name === "full" ? answers : withFewRows(answers) });
      await showState(dashboard(), name, "overview");
      await installAxe(dashboard().page);
      const found: string[] = [];
      for (const view of VIEW_NAMES) {
        if (!(await goTo(dashboard(), view)) && view !== "overview") break;
        // What a state shows of its own, in which only colours hang on the theme, stands on the first page.
        const shownIn = name === "full" || view === "overview" ? themeNames : themeNames.slice(0, 1);
        for (const theme of shownIn) {
          await dashboard().setTheme(theme);
          const lines = await violations(dashboard().page, theme === themeNames[0] ? undefined : COLOUR_RULES);
          found.push(...lines.map((line) => `${view}, ${theme}: ${line}`));
        }
      }
      assert.deepEqual(found, []);
    });
  }
});

function withFewRows(answers: PageAnswers): PageAnswers {
  return { ...answers, sessions: (query) => answers.sessions({ ...query, limit: Math.min(query.limit, 6) }) };
}

describe("the dashboard, by keyboard", () => {
  const { open, dashboard } = useDashboard();

  for (const theme of ["dark", "highContrastLight"] as const) {
    for (const view of VIEW_NAMES) {
      it(`reaches all that can be operated, with a visible focus: ${view} in ${theme}`, async function () {
        this.timeout(60_000);
        await open({ ...openOptions("full", view), theme });
        await showState(dashboard(), "full", view);
        const { stops, unseen, unreached } = await walkByTab(dashboard().page);
        assert.ok(stops >= 5, `${stops} stops`);
        assert.deepEqual({ unseen, unreached }, { unseen: [], unreached: [] });
      });
    }
  }
});
