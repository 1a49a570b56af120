import { escapeMarkdown } from "../markdown.ts";

/** A Markdown link that runs a command, with one argument or none. */
export function commandLink(title: string, command: string, argument?: string): string {
  const target = argument === undefined ? command : `${command}?${query(argument)}`;
  return `[${escapeMarkdown(title)}](command:${target})`;
}

const query = (argument: string): string =>
  encodeURIComponent(JSON.stringify([argument]))
    .replaceAll("(", "%28")
    .replaceAll(")", "%29");
