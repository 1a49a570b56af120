/** The chart's colours and type, read from the tokens of styles.css: a canvas cannot use them by name. */
export interface ChartTheme {
  series: string[];
  other: string;
  text: string;
  grid: string;
  paper: string;
  tip: { paper: string; ink: string; line: string };
  font: { family: string; size: number };
}

export function readChartTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    series: ["--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-5"].map(colour),
    other: colour("--chart-other"),
    text: colour("--chart-text"),
    grid: colour("--chart-grid"),
    paper: colour("--chart-paper"),
    tip: { paper: colour("--chart-tip-paper"), ink: colour("--chart-tip-ink"), line: colour("--chart-tip-line") },
    font: { family: style.fontFamily, size: Number.parseFloat(style.fontSize) },
  };
}
