/** At most so many UTF-16 units of a text; no character is cut in two. */
export const beginning = (text: string, units: number): string => text.slice(0, units).replace(/[\uD800-\uDBFF]$/, "");
