/** The last prompts of a config directory, and for which class of model they would have been work. */
import type { DatabaseSync } from "node:sqlite";
import { promptFit } from "./advice/modelFit.ts";
import type { ReaderPool } from "./sources/readerPool.ts";
import type { RoutedPrompt } from "./windows/routing.ts";

const TRANSCRIPTS = 3;
const PROMPTS = 10;

/** From the transcripts that were written to last, subagents' left out; oldest first. */
export async function recentPrompts(db: DatabaseSync, dir: number, pool: ReaderPool): Promise<RoutedPrompt[]> {
  const files = db
    .prepare("SELECT path FROM file WHERE dir = ? AND path NOT LIKE '%subagents%' ORDER BY modified DESC LIMIT ?")
    .all(dir, TRANSCRIPTS) as { path: string }[];
  const facts = await Promise.all(files.map(({ path }) => pool.run("promptFacts", { path, prompts: PROMPTS })));
  return facts
    .flat()
    .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
    .slice(-PROMPTS)
    .map((prompt) => ({ model: prompt.model, fit: promptFit(prompt) }));
}
