/** What can be chosen in the frame around the dashboard; the frame's address holds it, and so does the page's within. */
import { states } from "../states.ts";
import { themes } from "../themes.ts";
import { VIEW_NAMES } from "../views.ts";

interface Choice {
  title: string;
  /** The first one is chosen when the address says nothing. */
  options: readonly { value: string; title: string }[];
}

const named = (values: readonly string[]): Choice["options"] => values.map((value) => ({ value, title: value }));

export const choices = {
  state: { title: "State", options: Object.entries(states).map(([value, { title }]) => ({ value, title })) },
  view: { title: "Page", options: named(VIEW_NAMES) },
  theme: { title: "Theme", options: named(Object.keys(themes)) },
  locale: { title: "Language", options: named(["en", "de", "ja", "zh-cn"]) },
  width: { title: "Width", options: named(["1200", "320", "600", "2000"]) },
} as const satisfies Record<string, Choice>;
export type ChoiceName = keyof typeof choices;
export type Chosen = Record<ChoiceName, string>;

export const choiceNames = Object.keys(choices) as ChoiceName[];

/** From an address's query or hash, without its first character; what it does not know is left out. */
export function chosenIn(text: string): Chosen {
  const told = new URLSearchParams(text);
  const entries = choiceNames.map((name) => {
    const options: Choice["options"] = choices[name].options;
    const option = options.find(({ value }) => value === told.get(name)) ?? options[0];
    return [name, option?.value ?? ""] as const;
  });
  return Object.fromEntries(entries) as Chosen;
}

export function addressOf(chosen: Chosen): string {
  return new URLSearchParams(chosen).toString();
}
