import type { Browser } from "playwright-core";
import { PNG } from "pngjs";
import { DashboardPage } from "./dashboardPage.ts";
import type { Look } from "./looks.ts";
import { openOptions, showState } from "./showState.ts";

/** Opens a look as every machine should draw it: shipped letters, fixed time, nothing moving. */
export async function openLook(browser: Browser, url: string, look: Look): Promise<DashboardPage> {
  const { state, view, theme, width, height, locale } = look;
  const dashboard = await DashboardPage.open(browser, url, {
    ...openOptions(state, view),
    ...(locale === undefined ? {} : { locale }),
    theme,
    width,
    height,
    reducedMotion: true,
    shippedFont: true,
  });
  await showState(dashboard, state, view);
  return dashboard;
}

/** A PNG, packed as small as one can be whose rows repeat much. */
export async function takeLook(dashboard: DashboardPage): Promise<Buffer> {
  const png = PNG.sync.read(await dashboard.page.screenshot({ animations: "disabled" }));
  return PNG.sync.write(png, { filterType: 0, deflateLevel: 9, deflateStrategy: 0 });
}
