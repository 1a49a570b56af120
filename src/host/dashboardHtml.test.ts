import assert from "node:assert/strict";
import { dashboardHtml, type DashboardAssets } from "./dashboardHtml.ts";

const ASSETS: DashboardAssets = {
  script: 'https://host/a&b"/webview.js',
  style: "https://host/webview.css",
  cspSource: "'self' https://*.host",
  nonce: "n0",
};

describe("dashboardHtml", () => {
  const html = dashboardHtml(ASSETS);

  it("allows its own script, style and font, and nothing else", () => {
    assert.ok(
      html.includes(
        `content="default-src 'none'; script-src 'nonce-n0'; style-src 'self' https://*.host; font-src 'self' https://*.host"`,
      ),
    );
  });

  it("has no inline script and no inline style", () => {
    assert.doesNotMatch(html, /<style|style=|\son\w+=/);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.ok(html.includes('<script nonce="n0" src="https://host/a&amp;b&quot;/webview.js"></script>'));
  });

  it("names the stylesheet as the icons look for it", () => {
    assert.ok(html.includes('id="vscode-codicon-stylesheet" href="https://host/webview.css"'));
  });

  it("is English when it is told nothing else", () => {
    assert.ok(html.includes('<html lang="en">'));
  });

  it("hands the page its language, and translations that cannot end their block", () => {
    const words = { locale: "de-AT", bundle: { "Context {0} full": "</script><b>Kontext zu {0} voll" } };
    const german = dashboardHtml({ ...ASSETS, words });
    assert.ok(german.includes('<html lang="de-AT">'));
    const block = /<script type="application\/json" id="bursar-words">(.*?)<\/script>/.exec(german)?.[1] ?? "";
    assert.deepEqual(JSON.parse(block), words);
    assert.doesNotMatch(german, /<b>/);
  });
});
