/**
 * A text that is not Bursar's own, for a status bar or a quick pick of VS Code, which reads `$(name)` as an icon: a
 * space keeps it text.
 */
export const withoutIcons = (text: string): string => text.replaceAll(/\$+\(/g, (sign) => `${sign.slice(0, -1)} (`);
