import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { STATUS_BAR_SEGMENTS } from "../shared/meter/segmentNames.ts";
import { commandTitles, contextKeys, dashboardViewType, settingSpecs, walkthroughId } from "./contributions.ts";

interface Manifest {
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string; category: string }[];
    walkthroughs: {
      id: string;
      steps: { description: string; media: { svg: string }; completionEvents: string[] }[];
    }[];
    menus: Record<string, { command: string; when?: string }[]>;
    configuration: {
      properties: Record<
        string,
        { type: string | string[]; default: unknown; markdownDescription?: string; items?: { enum?: string[] } }
      >;
    };
  };
}

const packageFile = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const texts = JSON.parse(packageFile("package.nls.json")) as Record<string, string>;
const named = new Set<string>();
/** As VS Code reads it in English: `%key%` stands for a text of package.nls.json. */
const manifest = JSON.parse(packageFile("package.json"), (_name, value: unknown) => {
  const [, key] = (typeof value === "string" && /^%(.+)%$/.exec(value)) || [];
  if (key === undefined) return value;
  named.add(key);
  return texts[key];
}) as Manifest;

describe("contributions", () => {
  it("names every setting of package.json, with its type and default", () => {
    const inManifest = Object.entries(manifest.contributes.configuration.properties).map(([key, property]) => [
      key,
      { type: property.type, default: property.default },
    ]);
    const inTable = Object.entries(settingSpecs).map(([key, spec]) => [
      key,
      { type: spec.type, default: spec.default },
    ]);
    assert.deepEqual(Object.fromEntries(inTable), Object.fromEntries(inManifest));
  });

  it("accepts each default as a value, and describes each setting", () => {
    for (const [key, spec] of Object.entries(settingSpecs)) {
      assert.deepEqual(spec.narrow(spec.default), spec.default, key);
      assert.ok(manifest.contributes.configuration.properties[key]?.markdownDescription, key);
    }
  });

  it("narrows hand-written values", () => {
    assert.deepEqual(settingSpecs["bursar.configDirs"].narrow(["/a", 7, null]), ["/a"]);
    assert.equal(settingSpecs["bursar.configDirs"].narrow("/a"), undefined);
    assert.equal(settingSpecs["bursar.statusBar.contextWarning"].narrow(140), undefined);
    assert.equal(settingSpecs["bursar.statusBar.contextWarning"].narrow("70"), undefined);
    assert.deepEqual(settingSpecs["bursar.contextWindows"].narrow({ a: 200_000, b: "1M", c: 10 }), { a: 200_000 });
    assert.equal(settingSpecs["bursar.contextWindows"].narrow([]), undefined);
    const rates = { input: 1, output: 5, cacheWrite5m: 1.25, cacheWrite1h: 2, cacheRead: 0.1 };
    assert.deepEqual(settingSpecs["bursar.prices"].narrow({ a: rates, b: 7 }), { a: rates });
    assert.equal(settingSpecs["bursar.readUsageCache"].narrow("yes"), undefined);
    const segments = settingSpecs["bursar.statusBar.segments"];
    assert.deepEqual(segments.narrow(["today", "weather", 7, "context", "today"]), ["today", "context"]);
    assert.equal(segments.narrow("context"), undefined);
    assert.equal(settingSpecs["bursar.statusBar.form"].narrow("tiny"), undefined);
    assert.deepEqual(settingSpecs["bursar.notifications.levels"].narrow([50, "80", 0, 120, 99.5]), [50, 99.5]);
    assert.equal(settingSpecs["bursar.notifications.levels"].narrow(80), undefined);
    assert.equal(settingSpecs["bursar.notifications.forecastAbove"].narrow(null), 0);
    assert.equal(settingSpecs["bursar.notifications.forecastAbove"].narrow(0), 0);
    assert.equal(settingSpecs["bursar.notifications.forecastAbove"].narrow(100), undefined);
    assert.equal(settingSpecs["bursar.notifications.enabled"].narrow("no"), undefined);
  });

  it("names every command of package.json, with its title", () => {
    assert.deepEqual(
      commandTitles,
      Object.fromEntries(manifest.contributes.commands.map(({ command, title }) => [command, title])),
    );
    for (const { command, category } of manifest.contributes.commands) assert.equal(category, "Bursar", command);
  });

  it("has each text of package.nls.json that package.json names, and no other", () => {
    assert.deepEqual([...named].toSorted(), Object.keys(texts).toSorted());
  });

  it("offers each segment of the status bar", () => {
    const { items } = manifest.contributes.configuration.properties["bursar.statusBar.segments"] ?? {};
    assert.deepEqual(items?.enum, STATUS_BAR_SEGMENTS);
  });

  it("leads through the walkthrough with commands, context keys and pictures that there are", () => {
    const [walkthrough] = manifest.contributes.walkthroughs;
    assert.equal(walkthrough?.id, walkthroughId);
    assert.equal(walkthrough.steps.length, 3);
    for (const { description, media, completionEvents } of walkthrough.steps) {
      const commands = [...description.matchAll(/\(command:(bursar\.\w+)/g)].map(([, command]) => command ?? "");
      assert.ok(commands.length > 0, description);
      for (const command of commands) assert.ok(command in commandTitles, command);
      for (const event of completionEvents) {
        const [, kind, name = ""] = /^on(Command|Context):(.+)$/.exec(event) ?? [];
        assert.ok(kind === "Command" ? name in commandTitles : name in contextKeys, event);
      }
      // Only with VS Code's colours does a picture suit each theme.
      assert.doesNotMatch(packageFile(media.svg), /#[0-9a-f]{3}|rgba?\(|<text/i, media.svg);
    }
  });

  it("uses in menus only commands and context keys of the table, and every context key", () => {
    const used = new Set<string>();
    for (const item of Object.values(manifest.contributes.menus).flat()) {
      assert.ok(item.command in commandTitles, item.command);
      for (const [key] of (item.when ?? "").matchAll(/bursar\.\w+/g)) used.add(key);
    }
    assert.deepEqual([...used].toSorted(), Object.values(contextKeys).toSorted());
  });

  it("activates for a restored dashboard", () => {
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${dashboardViewType}`));
  });
});
