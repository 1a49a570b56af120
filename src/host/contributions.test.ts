import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { commandTitles, contextKeys, dashboardViewType, settingSpecs } from "./contributions.ts";

interface Manifest {
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, { command: string; when?: string }[]>;
    configuration: {
      properties: Record<string, { type: string | string[]; default: unknown; markdownDescription?: string }>;
    };
  };
}

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as Manifest;

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
