/** What the end of a transcript shows, in words: as it reads after "Its task looks finished:" and "The topic changed:". */
import * as l10n from "@vscode/l10n";
import { listText } from "../../shared/format.ts";
import type { FinishSign, SessionTail } from "../sources/sessionTail.ts";

export const finishText = (signs: readonly FinishSign[]): string => listText(signs.map(signText));

function signText(sign: FinishSign): string {
  switch (sign.kind) {
    case "todos done":
      return l10n.t("all {0} todos are done", sign.todos);
    case "tests passed":
      return l10n.t("the tests pass");
    case "merged":
      return l10n.t("the work is merged");
    case "committed":
      return l10n.t("the work is committed");
    case "thanked":
      return l10n.t("you said thanks");
  }
}

export const topicText = (change: NonNullable<SessionTail["topicChange"]>): string =>
  l10n.t("only {known} of {words} telling words of the last prompt came up before it", { ...change });
