/** A figure of the status bar, as it is written and as a screen reader says it. */
export interface Figure {
  text: string;
  spoken: string;
}

/** What is not Bursar's own may hold the syntax of an icon: in the status bar it stays text. */
export const withoutIcons = (text: string): string => text.replaceAll("$(", "(");
