/** The webview's entry. The host's page holds nothing but the stylesheet, the translations and this script. */
import { formatClock } from "../src/shared/format.ts";
import "./dashboard.ts";
import { configureWords } from "./words.ts";

configureWords();
document.body.append(document.createElement("bursar-dashboard"));

// In a microtask, as a request takes down where it was made: here, V8 would parse the whole script again for that.
queueMicrotask(() => {
  // Asked for by the first icon that is laid out, the icons' font would come after the first paint.
  document.fonts.load("medium codicon").catch((error: unknown) => console.warn("Bursar: no icons", error));
});
// While the host answers `ready`, unless it has: the first use of Intl takes as long as a good part of the first screen.
setTimeout(() => formatClock(0, 0));
