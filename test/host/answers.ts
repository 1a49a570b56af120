import * as vscode from "vscode";

type Question =
  | "showQuickPick"
  | "showSaveDialog"
  | "showInformationMessage"
  | "showErrorMessage"
  | "showWarningMessage";

/** A value, or a function of what is asked. */
type Answer = ((...asked: unknown[]) => unknown) | vscode.Uri | string | undefined;

/** Runs with somebody who answers VS Code's own questions, which a test cannot click. */
export async function answering<T>(answers: Partial<Record<Question, Answer>>, run: () => Promise<T>): Promise<T> {
  const window = vscode.window as unknown as Record<string, unknown>;
  const originals = Object.keys(answers).map((question) => [question, window[question]] as const);
  for (const [question, answer] of Object.entries(answers)) {
    window[question] = (...asked: unknown[]) =>
      Promise.resolve(typeof answer === "function" ? answer(...asked) : answer);
  }
  try {
    return await run();
  } finally {
    for (const [question, original] of originals) window[question] = original;
  }
}
