/** The webview's entry. The host's page holds nothing but the stylesheet and this script. */
import "./dashboard.ts";

document.body.append(document.createElement("bursar-dashboard"));
