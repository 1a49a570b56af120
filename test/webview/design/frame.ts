/** The page around the dashboard: a strip with all that can be chosen, and the dashboard as chosen. */
import { html, nothing, render } from "lit";
import { addressOf, choiceNames, choices, chosenIn, type ChoiceName } from "./choices.ts";

/** What the dashboard asked VS Code to do last. */
let request = "";
/** Why the last build failed; "" when it did not. */
let failure = "";

const dashboard = document.createElement("iframe");
dashboard.title = "Dashboard";
const strip = document.createElement("header");
document.body.append(strip, dashboard);

function draw(): void {
  const chosen = chosenIn(location.hash.slice(1));
  const group = (name: ChoiceName): unknown =>
    html`<nav aria-label=${choices[name].title}>
      <b>${choices[name].title}</b>
      ${choices[name].options.map(
        ({ value, title }) =>
          html`<a
            href=${`#${addressOf({ ...chosen, [name]: value })}`}
            aria-current=${value === chosen[name] ? "true" : nothing}
            >${title}</a
          >`,
      )}
    </nav>`;
  render(
    html`${choiceNames.map(group)}
      <output>${request}</output> ${failure === "" ? nothing : html`<pre role="alert">${failure}</pre>`}`,
    strip,
  );
  dashboard.width = chosen.width;
  const page = `/page?${addressOf(chosen)}`;
  if (dashboard.getAttribute("src") !== page) dashboard.src = page;
}

window.addEventListener("hashchange", draw);
window.addEventListener("message", ({ data, source }: MessageEvent<unknown>) => {
  if (source !== dashboard.contentWindow) return;
  request = JSON.stringify(data);
  draw();
});
new EventSource("/builds").addEventListener("message", ({ data }: MessageEvent<string>) => {
  failure = data;
  draw();
  if (failure === "") dashboard.contentWindow?.location.reload();
});
draw();
