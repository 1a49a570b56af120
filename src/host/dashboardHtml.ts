/** Addresses as the webview sees them. */
export interface DashboardAssets {
  script: string;
  style: string;
  cspSource: string;
  nonce: string;
}

/**
 * The dashboard's page: nothing inline, nothing from elsewhere. The stylesheet holds the codicons too, and the icons of
 * `@vscode-elements/elements` look for it by its id.
 */
export function dashboardHtml({ script, style, cspSource, nonce }: DashboardAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bursar</title>
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${attribute(style)}">
</head>
<body>
<script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

function attribute(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
