/** Signs that say something, as characters: a document for others has no icon font. All other icons are left out. */
export const glyphs: Record<string, string> = {
  warning: "⚠",
  error: "✖",
  info: "ℹ",
  check: "✓",
  flag: "⚑",
  "circle-slash": "⊘",
  "arrow-up": "↑",
  "arrow-down": "↓",
};
