import type { DashboardPage, OpenOptions } from "./dashboardPage.ts";
import type { PageAnswers } from "./pageAnswers.ts";
import { type DashboardState, type StateName, states } from "./states.ts";
import { openingEvent, pageOf, type ViewName } from "./views.ts";

/** What to open a page with that is to show a state. */
export function openOptions(name: StateName, view: ViewName): OpenOptions & { answers: PageAnswers } {
  return { answers: states[name].answers, state: { open: [], chosen: { page: pageOf(view) } } };
}

/** Tells the page the state, and opens the view. */
export async function showState(dashboard: DashboardPage, name: StateName, view: ViewName): Promise<void> {
  const { messages }: DashboardState = states[name];
  for (const message of messages) await dashboard.tell(message);
  await openSession(dashboard, view);
}

/** Goes to a view by its tab. False: this state has no tabs. */
export async function goTo(dashboard: DashboardPage, view: ViewName): Promise<boolean> {
  const tab = dashboard.page.locator(`#tab-${pageOf(view)}`);
  if (!(await tab.isVisible())) return false;
  await tab.click();
  await dashboard.settled();
  await openSession(dashboard, view);
  return true;
}

async function openSession(dashboard: DashboardPage, view: ViewName): Promise<void> {
  const opening = openingEvent(view);
  if (opening === null) return;
  await dashboard.page.locator("bursar-dashboard").evaluate((element, { type, detail }) => {
    element.dispatchEvent(new CustomEvent(type, { detail }));
  }, opening);
  await dashboard.settled();
  // Opened by a pointer, the page would not show the focus that it gets.
  await dashboard.page.locator("bursar-dashboard").evaluate((element: HTMLElement) => element.blur());
}
