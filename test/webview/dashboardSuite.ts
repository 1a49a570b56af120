/** What the tests of the dashboard share: one browser a suite, one page a test, nothing to complain of at its end. */
import assert from "node:assert/strict";
import { type Browser, chromium, type Locator } from "playwright-core";
import { browserFlags, ensureBrowser } from "../../scripts/lib/browser.mjs";
import { DashboardPage, type OpenOptions } from "./dashboardPage.ts";
import { type DashboardServer, serveDashboard } from "./dashboardServer.ts";

export interface DashboardSuite {
  open: (options?: OpenOptions) => Promise<void>;
  dashboard: () => DashboardPage;
  server: () => DashboardServer;
  section: (name: string) => Locator;
  button: (name: string | RegExp) => Locator;
}

/** Inside a `describe`. */
export function useDashboard(): DashboardSuite {
  let server: DashboardServer;
  let browser: Browser;
  let dashboard: DashboardPage;

  before(async () => {
    server = await serveDashboard();
    browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserFlags });
  });
  after(async () => {
    await browser.close();
    server.close();
  });
  afterEach(async () => {
    const complaints = await dashboard.complaints();
    await dashboard.page.close();
    assert.deepEqual(complaints, []);
  });

  return {
    open: async (options) => {
      dashboard = await DashboardPage.open(browser, server.url, options);
    },
    dashboard: () => dashboard,
    server: () => server,
    section: (name) => dashboard.page.getByRole("region", { name, exact: true }),
    button: (name) => dashboard.page.getByRole("button", { name }),
  };
}

/** What a person reads in it, on one line; components within it included, which `innerText` leaves out. */
export async function read(locator: Locator): Promise<string> {
  const text = await locator.evaluate((root) => {
    function textOf(node: Node): string {
      if (node instanceof Text) return node.data;
      if (!(node instanceof HTMLElement) || !node.checkVisibility() || node instanceof HTMLStyleElement) return "";
      const slotted = node instanceof HTMLSlotElement ? node.assignedNodes({ flatten: true }) : [];
      const children = slotted.length > 0 ? slotted : [...(node.shadowRoot ?? node).childNodes];
      const inside = children.map(textOf).join("");
      return getComputedStyle(node).display.startsWith("inline") ? inside : ` ${inside} `;
    }
    return textOf(root);
  });
  return text.replaceAll(/\s+/g, " ").trim();
}
