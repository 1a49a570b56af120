import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import { compareLooks } from "./compareLooks.ts";
import { useDashboard } from "./dashboardSuite.ts";
import { FAILED_LOOKS_DIR, LOOKS_DIR, referenceFile } from "./lookFiles.ts";
import { looks } from "./looks.ts";
import { openLook, takeLook } from "./takeLook.ts";

const HOW_TO_UPDATE = "If that is as it should be: npm run looks -- --update";

describe("the dashboard's looks", () => {
  const { adopt, browser, server } = useDashboard();

  before(() => rm(FAILED_LOOKS_DIR, { recursive: true, force: true }));

  for (const look of looks) {
    it(look.name, async () => {
      const dashboard = await openLook(browser(), server().url, look);
      adopt(dashboard);
      const actual = await takeLook(dashboard);
      const expected = await readFile(referenceFile(look.name)).catch(() => null);
      assert.ok(expected !== null, `There is no ${look.name}.png to hold it against. ${HOW_TO_UPDATE}`);
      const result = compareLooks(actual, expected);
      if (result.kind === "same") return;
      await mkdir(FAILED_LOOKS_DIR, { recursive: true });
      const path = join(FAILED_LOOKS_DIR, look.name);
      await writeFile(`${path}.actual.png`, actual);
      if (result.kind === "sizes") assert.fail(`It is ${result.actual}, not ${result.expected} px. ${HOW_TO_UPDATE}`);
      await writeFile(`${path}.difference.png`, result.picture);
      const percent = (result.share * 100).toFixed(2);
      assert.fail(`${percent} % of its pixels differ: see ${path}.difference.png and .actual.png. ${HOW_TO_UPDATE}`);
    });
  }
});

describe("the reference screenshots", () => {
  it("are those of the list, at most 24 and 3 MB together", async () => {
    const files = await readdir(LOOKS_DIR);
    assert.deepEqual(files.toSorted(), looks.map(({ name }) => `${name}.png`).toSorted(), HOW_TO_UPDATE);
    assert.ok(files.length <= 24);
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(LOOKS_DIR, file))).size));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(bytes <= 3_000_000, `${bytes} bytes`);
  });
});

describe("compareLooks", () => {
  /** Grey, with a black square of so many pixels a side. */
  function picture(side: number, width = 200): Buffer {
    const png = new PNG({ width, height: 200 });
    png.data.fill(200);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) png.data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
    return PNG.sync.write(png);
  }

  it("passes over a few pixels, and tells of more", () => {
    assert.deepEqual(compareLooks(picture(0), picture(0)), { kind: "same" });
    assert.deepEqual(compareLooks(picture(4), picture(0)), { kind: "same" });
    const result = compareLooks(picture(20), picture(0));
    assert.equal(result.kind === "different" && result.share, 0.01);
  });
  it("tells of another size", () => {
    const result = compareLooks(picture(0), picture(0, 100));
    assert.deepEqual(result, { kind: "sizes", actual: "200 x 200", expected: "100 x 200" });
  });
});
