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
  browser: () => Browser;
  /** Takes a page that was opened elsewhere for the test's own. */
  adopt: (page: DashboardPage) => void;
  section: (name: string) => Locator;
  button: (name: string | RegExp) => Locator;
}

/** The same pixels on every machine, as far as flags can bring that about. */
const drawingFlags = ["--disable-lcd-text", "--font-render-hinting=none", "--force-color-profile=srgb"];

/** `env` names a home made for it, as that of the tests' process does. */
export async function launchBrowser(env: NodeJS.ProcessEnv = process.env): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureBrowser(), args: [...browserFlags, ...drawingFlags], env });
}

/** Inside a `describe`; `defaults` hold for each page that it opens. */
export function useDashboard(defaults: OpenOptions = {}): DashboardSuite {
  let server: DashboardServer;
  let browser: Browser;
  let dashboard: DashboardPage;

  before(async () => {
    server = await serveDashboard();
    browser = await launchBrowser();
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
      dashboard = await DashboardPage.open(browser, server.url, { ...defaults, ...options });
    },
    dashboard: () => dashboard,
    server: () => server,
    browser: () => browser,
    adopt: (page) => {
      dashboard = page;
    },
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
