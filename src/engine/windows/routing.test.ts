import assert from "node:assert/strict";
import type { Interval } from "../../shared/snapshot.ts";
import { routing, type RoutedPrompt } from "./routing.ts";
import { endsIn, forecast, gauge, NOW } from "./testGauges.ts";

const end = (low: number, mid: number, high: number): { endPercent: Interval } => ({ endPercent: { low, mid, high } });
const prompts = (suitable: number, fit: RoutedPrompt["fit"] = "medium", model = "claude-opus-5-5"): RoutedPrompt[] =>
  Array.from({ length: 10 }, (_, index) => ({ model, fit: index < suitable ? fit : "strong" }));
const advise = (gauges: Parameters<typeof routing>[0]["gauges"], recentPrompts: RoutedPrompt[] = []) =>
  routing({ gauges, recentPrompts, now: NOW });
const kinds = (...args: Parameters<typeof advise>) => advise(...args).map(({ kind }) => kind);

const lasting = gauge("seven_day", 30, { label: "7-day", ...forecast(0.08, end(70, 88, 97)) });
const expiring = gauge("seven_day", 30, { label: "7-day", ...forecast(0, end(48, 61, 70)) });
const ending = gauge("five_hour", 60, {
  label: "5-hour",
  binds: true,
  ...forecast(0.72, { ...end(90, 100, 100), ...endsIn(3) }),
});
const opus = gauge("weekly_scoped:Opus", 70, {
  label: "7-day Opus",
  binds: true,
  ...forecast(0.8, { ...end(95, 100, 100), ...endsIn(3) }),
});

describe("routing", () => {
  it("names the window that ends first, when, and what that means", () => {
    const [advice, ...others] = advise([ending, lasting]);
    assert.equal(others.length, 0);
    assert.deepEqual([advice?.kind, advice?.key], ["bottleneck", "five_hour"]);
    assert.equal(
      advice?.text,
      "Of all windows the 5-hour one ends first. The weekly total is likely to last: what can wait fits in after the reset.",
    );
    assert.match(advice.why, /5-hour 72%, 7-day 8%\. On your own history .* held 80% of 40 changes/);
    const weekly = { ...ending, key: "seven_day", label: "7-day" };
    assert.match(
      advise([weekly, { ...lasting, key: "five_hour" }])[0]?.text ?? "",
      /new 5-hour window does not change/,
    );
    assert.match(advise([opus, lasting])[0]?.text ?? "", /other models are not held up/);
  });

  it("has no bottleneck of one window, of one that lasts, or without a time", () => {
    assert.deepEqual(kinds([ending]), []);
    assert.deepEqual(kinds([{ ...ending, binds: false }, lasting]), []);
    assert.deepEqual(kinds([{ ...ending, ...forecast(0.4, endsIn(3)) }, lasting]), []);
    assert.deepEqual(kinds([{ ...ending, ...forecast(0.9) }, lasting]), []);
  });

  it("says that a week will expire unused, and what to do with it", () => {
    const textOf = (...args: Parameters<typeof advise>) =>
      advise(...args).find(({ kind }) => kind === "expires")?.text ?? "";
    assert.equal(
      textOf([expiring], prompts(3, "medium", "claude-sonnet-5-5")),
      "The weekly total is on course to end at 61% (48–70%): use the stronger model.",
    );
    assert.match(textOf([expiring], prompts(3)), /more work or a higher effort\.$/);
    assert.match(textOf([expiring, ending]), /room for more 5-hour windows\.$/);
    assert.match(textOf([expiring, opus]), /room for other models than Opus\.$/);
    assert.deepEqual(kinds([{ ...expiring, ...forecast(0, end(48, 61, 85)) }]), []);
  });

  it("says when a model's own bar runs out over prompts that a smaller one would do", () => {
    const advice = advise([opus, lasting], prompts(7)).find(({ kind }) => kind === "scoped");
    assert.equal(advice?.text, "The weekly bar of Opus binds: 7 of its last 10 prompts looked suitable for Sonnet.");
    assert.match(advice.why, /draws on the weekly total all the same\..*7-day Opus 80%, 7-day 8%/);
    const has = (gauges: Parameters<typeof advise>[0], recent: RoutedPrompt[]) =>
      kinds(gauges, recent).includes("scoped");
    assert.ok(has([{ ...opus, binds: false }, ending], prompts(10, "small")));
    assert.ok(has([{ ...opus, key: "seven_day_opus" }], prompts(7)));
    assert.equal(has([opus], prompts(6)), false);
    assert.equal(has([opus], prompts(10, "unknown")), false);
    assert.equal(has([opus], prompts(9).slice(1)), false, "nine prompts");
    assert.equal(has([opus], prompts(10, "medium", "claude-sonnet-5-5")), false, "another model's");
    assert.equal(has([{ ...opus, ...forecast(0.3, end(60, 80, 90)) }], prompts(10)), false);
    const sonnet = { ...opus, key: "seven_day_sonnet" };
    assert.equal(has([sonnet], prompts(10, "medium", "claude-sonnet-5-5")), false);
    assert.ok(has([sonnet], prompts(10, "small", "claude-sonnet-5-5")));
    assert.equal(has([{ ...opus, key: "weekly_scoped:Artifacts" }], prompts(10)), false);
  });

  it("judges the last ten prompts of the model, in whatever order others lie between", () => {
    const mixed = prompts(10).flatMap((prompt) => [prompt, { model: "claude-haiku-5-5", fit: "strong" as const }]);
    assert.ok(kinds([opus], [...prompts(0), ...mixed]).includes("scoped"));
    assert.equal(kinds([opus], [...mixed, ...prompts(0)]).includes("scoped"), false);
  });

  it("is silent where the forecasts are: hidden, of an old reading, or of a window that has reset", () => {
    const all = [ending, opus, expiring];
    assert.ok(kinds(all, prompts(10)).length > 0);
    const silenced = [
      all.map((one) => ({ ...one, stale: true })),
      all.map((one) => ({ ...one, resetsAt: NOW })),
      all.map((one) => ({ ...one, outlook: { kind: "silent" as const, reason: "few" } })),
      all.map((one) => ({ ...one, ...forecast(0.9) })),
    ];
    for (const gauges of silenced) assert.deepEqual(kinds(gauges, prompts(10)), []);
    assert.deepEqual(kinds([]), []);
  });
});
