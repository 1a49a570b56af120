/** A figure of the status bar, as it is written and as a screen reader says it. */
export interface Figure {
  text: string;
  spoken: string;
}
