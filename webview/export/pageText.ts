import { isControl, isSeen, isWordless, shownChildren } from "./composedTree.ts";

/** Before a heading, until the lines are set. */
const HEADING = "\u0001";

/**
 * A page in plain text, in the order it is read: a line a block, an empty one before each heading, cells of a table
 * apart by tabs; nothing of what only serves to act, or to unfold what is folded.
 */
export function pageText(page: Element): string {
  return lines(page)
    .split("\n")
    .map((line) =>
      line
        .replaceAll(/[^\S\t]+/g, " ")
        .replaceAll(/ ?\t ?/g, "\t")
        .trim(),
    )
    .filter((line) => line !== "" && line !== HEADING)
    .join("\n")
    .replaceAll(HEADING, "\n")
    .trim();
}

function lines(node: Node): string {
  if (node instanceof Text) return node.data.replaceAll(/\s+/g, " ");
  if (!(node instanceof Element) || node instanceof HTMLStyleElement || node instanceof SVGElement) return "";
  if (!isSeen(node) || isControl(node) || isWordless(node)) return "";
  if (node instanceof HTMLDetailsElement && !node.open) return "";
  const inside = shownChildren(node).map(lines).join("");
  const { display } = getComputedStyle(node);
  if (display === "table-cell") return `${inside.replaceAll("\n", " ")}\t`;
  if (/^h[1-6]$/.test(node.localName)) return `\n${HEADING}${inside}\n`;
  // A flex or grid line sets its parts apart by space alone.
  const parent = node.parentElement;
  const beside = parent !== null && /flex|grid/.test(getComputedStyle(parent).display);
  if (display.startsWith("inline") && !beside) return inside;
  return beside ? ` ${inside} ` : `\n${inside}\n`;
}
