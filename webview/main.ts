/** The webview's entry. The host's page holds nothing but the stylesheet, the translations and this script. */
import "./dashboard.ts";
import { configureWords } from "./words.ts";

configureWords();
document.body.append(document.createElement("bursar-dashboard"));
