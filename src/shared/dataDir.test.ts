import assert from "node:assert/strict";
import { resolve } from "node:path";
import { dataDir } from "./dataDir.ts";

describe("dataDir", () => {
  const cases: [string, Parameters<typeof dataDir>, string][] = [
    ["Linux", [{}, "linux", "/home/me"], "/home/me/.local/share/bursar"],
    ["XDG_DATA_HOME", [{ XDG_DATA_HOME: "/data" }, "linux", "/home/me"], "/data/bursar"],
    ["a relative XDG_DATA_HOME", [{ XDG_DATA_HOME: "data" }, "linux", "/home/me"], "/home/me/.local/share/bursar"],
    ["an empty XDG_DATA_HOME", [{ XDG_DATA_HOME: "" }, "freebsd", "/home/me"], "/home/me/.local/share/bursar"],
    ["macOS", [{ XDG_DATA_HOME: "/data" }, "darwin", "/Users/me"], "/Users/me/Library/Application Support/Bursar"],
    ["Windows", [{ LOCALAPPDATA: "D:\\L" }, "win32", "C:\\Users\\me"], "D:\\L\\Bursar"],
    ["Windows without LOCALAPPDATA", [{}, "win32", "C:\\Users\\me"], "C:\\Users\\me\\AppData\\Local\\Bursar"],
    ["BURSAR_HOME", [{ BURSAR_HOME: "/b", XDG_DATA_HOME: "/data" }, "linux", "/home/me"], "/b"],
    ["a relative BURSAR_HOME", [{ BURSAR_HOME: "b" }, "linux", "/home/me"], resolve("b")],
    ["an empty BURSAR_HOME", [{ BURSAR_HOME: "" }, "linux", "/home/me"], "/home/me/.local/share/bursar"],
  ];
  for (const [name, args, expected] of cases) {
    it(name, () => {
      assert.equal(dataDir(...args), expected);
    });
  }
});
