import assert from "node:assert/strict";
import { dashboardHtml } from "./dashboardHtml.ts";

describe("dashboardHtml", () => {
  const html = dashboardHtml({
    script: 'https://host/a&b"/webview.js',
    style: "https://host/webview.css",
    cspSource: "'self' https://*.host",
    nonce: "n0",
  });

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
});
