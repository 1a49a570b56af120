/** What a chart of stacked bars shows, however it is drawn. */
export interface StackedBars {
  /** One a bar, for the axis. */
  labels: string[];
  /** From the bottom up. */
  series: BarSeries[];
  /** Writes a value of the axis. */
  format: (value: number) => string;
}

export interface BarSeries {
  name: string;
  /** Which of the chart's looks, from 0; null for the rest. */
  look: number | null;
  /** One a bar. */
  values: number[];
}
