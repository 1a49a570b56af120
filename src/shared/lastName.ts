/** The last name in a path of either separator, as a folder's own name; the path itself where it has none. */
export function lastName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}
