/** What VS Code tells a webview of its theme: a class of the body, and variables on the root element. */
import variables from "./themes.json" with { type: "json" };

export interface Theme {
  bodyClass: string;
  variables: Record<string, string>;
}

const type = {
  "font-family": 'system-ui, "Ubuntu", "Droid Sans", sans-serif',
  "font-size": "13px",
  "font-weight": "normal",
  "editor-font-family": '"Droid Sans Mono", "monospace", monospace',
};

/** Dark Modern, Light Modern and the two of high contrast, as VS Code 1.139 sets their colours. */
export const themes = {
  dark: { bodyClass: "vscode-dark", variables: { ...type, ...variables.dark } },
  light: { bodyClass: "vscode-light", variables: { ...type, ...variables.light } },
  highContrast: { bodyClass: "vscode-high-contrast", variables: { ...type, ...variables.highContrast } },
  highContrastLight: {
    bodyClass: "vscode-high-contrast vscode-high-contrast-light",
    variables: { ...type, ...variables.highContrastLight },
  },
} as const satisfies Record<string, Theme>;
