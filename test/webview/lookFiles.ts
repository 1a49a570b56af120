import { join } from "node:path";
import { cacheDir, root } from "../../scripts/lib/paths.mjs";

export const LOOKS_DIR = join(root, "test", "webview", "looks");

/** What a look is held against. */
export const referenceFile = (name: string): string => join(LOOKS_DIR, `${name}.png`);

/** Where a comparison that failed leaves what it saw. */
export const FAILED_LOOKS_DIR = join(cacheDir, "looks");
