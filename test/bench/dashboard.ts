/** The dashboard's page in a browser: how soon it paints, how much a Snapshot costs, and what it keeps. */
import { gzipSync } from "node:zlib";
import { type BrowserContext, chromium, type ElementHandle, type Page } from "playwright-core";
import { browserFlags, ensureBrowser } from "../../scripts/lib/browser.mjs";
import type { FromWebview, ToWebview } from "../../src/shared/webviewProtocol.ts";
import { PAGE_IDS, type PageId } from "../../webview/tabs/pages.ts";
import { answerWith } from "../webview/answerWith.ts";
import { serveDashboard } from "../webview/dashboardServer.ts";
import { NOW } from "../webview/snapshots.ts";
import { themes } from "../webview/themes.ts";
import type { Bench, Section } from "./bench.ts";
import { busySnapshot, largeAnswers, SESSIONS } from "./dashboardData.ts";
import { installStopwatch } from "./dashboardPage.ts";
import { count, duration, mebibytes, spread, table } from "./markdown.ts";

/** An hour of updates at the highest rate the engine sends, and how long they may take. */
const HOUR_OF_UPDATES = 4 * 3600;
const UPDATES_MS = 60_000;
const UPDATES_A_PAGE = 40;

/** 10,000 sessions and 100,000 requests stand behind it: made up, answered from this process, one hop away as in VS Code. */
export async function measureDashboard(bench: Bench): Promise<Section> {
  const server = await serveDashboard();
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: browserFlags,
    env: bench.env,
  });
  try {
    // A window's first page is shown while the browser still loads parts of its own: it is not measured.
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const first = await openPage(context, server.url);
    for (const id of PAGE_IDS) await switchTo(first.page, id);

    const rows: string[][] = [];
    const paints: number[] = [];
    const switches = new Map<PageId, number[]>(PAGE_IDS.map((id) => [id, []]));
    for (let round = 0; round < bench.rounds; round++) {
      bench.progress(`first paint and tabs, round ${round + 1}`);
      const { page, firstPaint } = await openPage(context, server.url);
      paints.push(firstPaint);
      for (const id of PAGE_IDS.slice(1)) switches.get(id)?.push(await switchTo(page, id));
      switches.get("overview")?.push(await switchTo(page, "overview"));
      await page.close();
    }
    rows.push(["from the script's start to the first full paint", spread(paints, duration), "150 ms"]);
    for (const [id, times] of switches) rows.push([`the tab “${id}”, to painted`, spread(times, duration), "150 ms"]);

    const { page } = await openPage(context, server.url);
    let n = 0;
    for (const id of PAGE_IDS) {
      bench.progress(`Snapshots on “${id}”`);
      await switchTo(page, id);
      await clear(page);
      const times: number[] = [];
      for (let update = 0; update < UPDATES_A_PAGE; update++) times.push(await apply(page, busySnapshot(++n)));
      const shift = await page.evaluate(() => window.stopwatch.layoutShift);
      rows.push([`a Snapshot on “${id}”: script and layout`, spread(times, duration), "16 ms"]);
      rows.push([`layout shift of ${UPDATES_A_PAGE} of them`, shift.toFixed(4), "0"]);
    }

    bench.progress("scrolling and paging the sessions");
    const longest = await scrollSessions(page);
    rows.push([
      "longest task while the sessions are scrolled and paged",
      longest === 0 ? "none over 50 ms" : duration(longest),
      "50 ms",
    ]);

    const updates = await keepUpdating(page, n, bench.progress);
    rows.push([`heap after ${count(updates.applied)} Snapshots`, mebibytes(updates.bytes), "60 MB"]);
    rows.push(["heap before them", mebibytes(updates.before), ""]);

    const script = Buffer.from(await (await fetch(`${server.url}webview.js`)).arrayBuffer());
    rows.push(["the script, minified", `${count(Math.round(script.byteLength / 1000))} KB`, "500 KB"]);
    const zipped = gzipSync(script, { level: 9 }).byteLength;
    rows.push(["and gzipped", `${count(Math.round(zipped / 1000))} KB`, "160 KB"]);
    return {
      title: `Dashboard: ${count(SESSIONS)} sessions, 100,000 requests`,
      markdown: table(["", "measured", "bar"], rows),
      disagreements: [],
    };
  } finally {
    await browser.close();
    server.close();
  }
}

/** A page, and milliseconds from its script's start to its first full paint. */
async function openPage(context: BrowserContext, url: string): Promise<{ page: Page; firstPaint: number }> {
  const page = await context.newPage();
  const { promise, resolve } = Promise.withResolvers<number>();
  // Told by the page: to ask it would run a script of Playwright's in it meanwhile.
  await page.exposeFunction("tellFirstPaint", resolve);
  await page.exposeFunction("reply", (question: Extract<FromWebview, { type: "ask" }>): ToWebview =>
    answerWith(largeAnswers, question),
  );
  await page.addInitScript(installStopwatch, { theme: themes.dark, first: busySnapshot(0), now: NOW });
  await page.goto(url);
  return { page, firstPaint: await promise };
}

/** Milliseconds from the click until all of the page is painted. */
async function switchTo(page: Page, id: PageId): Promise<number> {
  const tab = (await page.locator(`#tab-${id}`).elementHandle()) as ElementHandle<HTMLElement>;
  return tab.evaluate(async (tab) => {
    const from = performance.now();
    tab.click();
    return (await window.stopwatch.painted()) - from;
  });
}

async function apply(page: Page, message: ToWebview): Promise<number> {
  return page.evaluate((message) => window.stopwatch.apply(message), message);
}

async function clear(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.stopwatch.painted();
    window.stopwatch.layoutShift = 0;
    window.stopwatch.longTasks = [];
  });
}

/** The longest task in ms; 0: none over 50 ms. */
async function scrollSessions(page: Page): Promise<number> {
  await switchTo(page, "sessions");
  await clear(page);
  await page.mouse.move(640, 600);
  for (let turn = 0; turn < 5; turn++) {
    for (let notch = 0; notch < 12; notch++) await page.mouse.wheel(0, 160);
    for (let notch = 0; notch < 12; notch++) await page.mouse.wheel(0, -160);
    await page.getByRole("button", { name: /next/i }).first().click();
    await page.evaluate(() => window.stopwatch.painted());
  }
  return page.evaluate(() => Math.max(0, ...window.stopwatch.longTasks));
}

/** Applies an hour's Snapshots, or as many as the time allows, on each page in turn; bytes are of the heap after a collection. */
async function keepUpdating(
  page: Page,
  from: number,
  progress: Bench["progress"],
): Promise<{ applied: number; before: number; bytes: number }> {
  const devtools = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await devtools.send("HeapProfiler.collectGarbage");
    return (await devtools.send("Runtime.getHeapUsage")).usedSize;
  };
  const before = await heap();
  const start = performance.now();
  let applied = 0;
  while (applied < HOUR_OF_UPDATES && performance.now() - start < UPDATES_MS) {
    const id = PAGE_IDS[Math.floor(applied / 200) % PAGE_IDS.length] ?? "overview";
    progress(`${count(applied)} Snapshots`);
    await switchTo(page, id);
    const messages = Array.from({ length: 20 }, (_, index) => busySnapshot(from + applied + index));
    applied += await page.evaluate(async (messages) => {
      let applied = 0;
      // Ten times the same twenty: each differs from the one before it.
      for (let turn = 0; turn < 10; turn++) {
        for (const message of messages) {
          await window.stopwatch.apply(message);
          applied++;
        }
      }
      return applied;
    }, messages);
  }
  return { applied, before, bytes: await heap() };
}
