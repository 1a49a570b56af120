/** The reader's language: VS Code's display language, told to the host, the engine and the dashboard alike. */
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { locale, setLocale } from "../shared/locale.ts";
import type { PageWords } from "../shared/pageWords.ts";

/** To be called before anything is said. */
export function configureWords(): void {
  setLocale(vscode.env.language);
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
}

/** For the engine's process. */
export function engineWords(): string[] {
  const bundle = vscode.l10n.uri?.fsPath;
  return bundle === undefined ? [vscode.env.language] : [vscode.env.language, bundle];
}

export function pageWords(): PageWords {
  return { locale: locale() ?? vscode.env.language, bundle: vscode.l10n.bundle ?? null };
}
