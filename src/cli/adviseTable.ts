/** A replay of the advice as an aligned table, with what its sum is worth below it. */
import { REPLAY_ASSUMPTIONS } from "../engine/advice/replay.ts";
import { localDay } from "../shared/days.ts";
import { formatCount, formatPercent, formatTokens, formatUsd, formatUsdRange } from "../shared/format.ts";
import type { ReplayReport, ReplayRow } from "./adviseReplay.ts";
import { leastWidth, table, type Column, type TableLook } from "./table.ts";
import { wrap } from "./terminal.ts";
import { textWidthFor } from "./textWidth.ts";

type Cells = Record<string, Column & { cell: (row: ReplayRow) => string; total?: (report: ReplayReport) => string }>;

const usdOrUnpriced = (usd: number | undefined) => (usd === undefined ? "unpriced" : formatUsd(usd));

const CELLS: Cells = {
  time: { title: "Advised", cell: ({ advisedAt }) => localMinute(advisedAt), total: () => "Total" },
  day: { title: "Advised", cell: ({ advisedAt }) => localDay(advisedAt), total: () => "Total" },
  id: { title: "Id", cell: ({ sessionId }) => sessionId.slice(0, 8) },
  title: { title: "Session", cut: "end", cell: ({ title }) => title ?? "(no title)" },
  when: { title: "When", cell: ({ advice, boundary }) => (advice === "leavingDesk" ? "leaving the desk" : boundary) },
  context: { title: "Context", right: true, cell: ({ context }) => formatTokens(context) },
  expected: { title: "Expected", right: true, cell: ({ expectedRequests: n }) => formatCount(Math.round(n)) },
  came: { title: "Came", right: true, cell: ({ requestsAfter }) => formatCount(requestsAfter) },
  promised: {
    title: "Promised",
    right: true,
    cell: ({ promisedUsd: { low, high } }) => formatUsdRange(low, high),
  },
  cost: {
    title: "Cost",
    right: true,
    cell: ({ result }) => usdOrUnpriced(result?.costUsd),
    total: ({ sums }) => formatUsd(sums.costUsd),
  },
  saved: {
    title: "Saved",
    right: true,
    cell: ({ result }) => usdOrUnpriced(result?.savedUsd),
    total: ({ sums }) => formatUsd(sums.savedUsd),
  },
  net: {
    title: "Net",
    right: true,
    cell: ({ result }) => usdOrUnpriced(result?.netUsd),
    total: ({ sums }) => formatUsd(sums.netUsd),
  },
};

/** The widest layout first. */
const SETS = [
  "time id title when context expected came promised cost saved net",
  "time id when context expected came promised cost saved net",
  "time id when context expected came promised net",
  "day id when context expected came net",
  "day id when net",
  "id net",
];
/** How far a title may be shortened before it is left out instead. */
const LEAST_TITLE = 24;

export async function adviseTable(report: ReplayReport, look: Omit<TableLook, "textWidth">): Promise<string> {
  const { rows } = report;
  const paragraphs = [summary(report), assumptions()].map((texts) =>
    texts.map((text) => wrap(text, look.width, text.startsWith("- ") ? "  " : "")).join("\n"),
  );
  if (rows.length === 0) return `${paragraphs.join("\n\n")}\n`;
  const layouts = SETS.map((set) => {
    const columns = set.split(" ").flatMap((name) => CELLS[name] ?? []);
    const texts = rows.map((row) => columns.map(({ cell }) => cell(row)));
    return { columns, texts, last: columns.map(({ total }, index) => total?.(report) ?? (index === 0 ? "Total" : "")) };
  });
  const textWidth = await textWidthFor(layouts.flatMap(({ texts }) => texts.flat()).join(""));
  const fits = ({ columns, texts, last }: (typeof layouts)[number]) =>
    leastWidth(columns, [...texts, last], LEAST_TITLE, textWidth) <= look.width;
  const chosen = layouts.find(fits) ?? layouts.at(-1);
  const lines = chosen ? [table(chosen.columns, chosen.texts, chosen.last, { ...look, textWidth })] : [];
  return `${[...lines, ...paragraphs].join("\n\n")}\n`;
}

function localMinute(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${localDay(ms)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

const counted = (count: number, noun: string) => `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

function summary({ sessions, transcriptGone, mainChainUsd, unpricedRequests, sums, rows }: ReplayReport): string[] {
  const replayed = sessions - transcriptGone;
  const gone =
    transcriptGone > 0
      ? [`${counted(transcriptGone, "session")} not replayed: the transcript is gone or cannot be read.`]
      : [];
  if (rows.length === 0)
    return [
      `${counted(replayed, "session")} replayed: in none would compacting have been advised.`,
      "Advice takes a large context, a place where the work can be cut, and five earlier sessions that came as far.",
      ...gone,
    ];
  const { won, lost, netUsd, largest, promiseHeld, unpriced } = sums;
  const settled = won + lost;
  const advisedUsd = rows.reduce((sum, row) => sum + row.mainChainUsd, 0);
  const share = mainChainUsd > 0 ? `, ${percentOf(Math.abs(netUsd), mainChainUsd)} of it` : "";
  return [
    `${counted(replayed, "session")} replayed; compacting would have been advised in ${formatCount(rows.length)}, and would have saved in ${formatCount(won)} and cost more in ${formatCount(lost)}.`,
    `The main chains of all replayed sessions cost ${formatUsd(mainChainUsd)} at list price, those of the advised ones ${formatUsd(advisedUsd)}. Following the advice would have ${netUsd > 0 ? "saved" : "cost"} ${formatUsd(Math.abs(netUsd))} net${share}.`,
    ...(largest && settled > 1 ? [withoutLargest(largest, netUsd)] : []),
    ...(settled > 0
      ? [
          `What was promised, from the 10th to the 90th percentile of how long earlier sessions went on, came true in ${formatCount(promiseHeld)} of ${formatCount(settled)}; 8 of 10 are to be expected.`,
        ]
      : []),
    ...(unpriced > 0
      ? [`${counted(unpriced, "advised session")} without a price for every request: in no sum of savings.`]
      : []),
    ...(unpricedRequests > 0 ? [`${counted(unpricedRequests, "request")} without a price: not in what it cost.`] : []),
    ...gone,
  ];
}

/** Of a sum that is no gain, one session supplies no share. */
function withoutLargest({ sessionId, netUsd: own }: NonNullable<ReplayReport["sums"]["largest"]>, net: number): string {
  const share = net > 0 && own <= net ? `, ${percentOf(own, net)} of that` : "";
  return `Session ${sessionId.slice(0, 8)} alone saves ${formatUsd(own)}${share}; without it the sum is ${formatUsd(net - own)}.`;
}

const percentOf = (part: number, whole: number) => formatPercent((part / whole) * 100);

const assumptions = () => [
  "Nobody followed this advice: the figures are worked out from the requests that came.",
  ...[...REPLAY_ASSUMPTIONS, "Advice on models, effort and habits is not replayed."].map((text) => `- ${text}`),
];
