import { PAGE_WORDS_ID, type PageWords } from "../shared/pageWords.ts";

/** Addresses as the webview sees them. */
export interface DashboardAssets {
  script: string;
  style: string;
  cspSource: string;
  nonce: string;
  /** English when left out. */
  words?: PageWords;
}

/**
 * The dashboard's page: no inline code, nothing from elsewhere. The stylesheet holds the codicons too, and the icons of
 * `@vscode-elements/elements` look for it by its id.
 */
export function dashboardHtml({ script, style, cspSource, nonce, words }: DashboardAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${attribute(words?.locale ?? "en")}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bursar</title>
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${attribute(style)}">
</head>
<body>
${
  words
    ? `<script type="application/json" id="${PAGE_WORDS_ID}">${json(words)}</script>
`
    : ""
}<script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

/** As a data block, which no text in it can end. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", String.raw`\u003c`);
}

function attribute(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
