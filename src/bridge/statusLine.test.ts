import assert from "node:assert/strict";
import { spawn, spawnSync, type SpawnSyncReturns } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bridgePlaces } from "../shared/bridgePlaces.ts";
import { bridgeScript, installBridge } from "../host/connect/bridgeScript.ts";

const body = readFileSync(new URL("./statusLine.sh", import.meta.url), "utf8");
const input = (sessionId: string, padding = "") => `{"session_id":"${sessionId}","cwd":"/ä b","x":"${padding}"}\n`;

/** The installed script as a process, as Claude Code runs it. */
describe("the status-line bridge", function () {
  this.timeout(20_000);
  let root: string;
  let places: ReturnType<typeof bridgePlaces>;

  before(function () {
    if (process.platform === "win32") this.skip();
  });
  beforeEach(() => {
    // A folder whose name needs quoting.
    root = mkdtempSync(join(tmpdir(), "bursar 'bridge' $x-"));
    places = bridgePlaces(root, "/home/ada/.claude", process.platform);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const install = (previous: string | null) =>
    installBridge(places, bridgeScript(body, places, previous, process.platform));
  const render = (stdin: string, env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> =>
    spawnSync("/bin/sh", ["-c", places.command], { input: stdin, encoding: "utf8", env: { ...process.env, ...env } });
  const stored = () => readdirSync(places.status);
  const contentOf = (name: string) => readFileSync(join(places.status, name), "utf8");

  it("stores the input under its session's id, and prints nothing where there was no status line", async () => {
    await install(null);
    const { stdout, stderr, status } = render(input("571ba7ae-f444"));
    assert.deepEqual([stdout, stderr, status], ["", "", 0]);
    assert.deepEqual(stored(), ["571ba7ae-f444.json"]);
    assert.equal(contentOf("571ba7ae-f444.json"), input("571ba7ae-f444"));
    const { mode } = statSync(places.status);
    assert.equal(mode & 0o077, 0, "nobody else may read it");
  });

  it("runs the user's own line with the same input and environment, and gives its output and exit code", async () => {
    await install(`printf '%s|' "$MINE" 'it'"'"'s'; cat; printf oops >&2; exit 7`);
    const { stdout, stderr, status } = render(input("a"), { MINE: "ä $x" });
    assert.deepEqual([stdout, stderr, status], [`ä $x|it's|${input("a")}`, "oops", 7]);
  });

  it("replaces the input of the render before as a whole", async () => {
    await install(null);
    render(input("a", "x".repeat(5000)));
    render(input("a"));
    assert.deepEqual(stored(), ["a.json"]);
    assert.equal(contentOf("a.json"), input("a"));
  });

  it("never shows a reader a part of it", async () => {
    await install(null);
    const renders = ["x".repeat(60_000), "y".repeat(60_000)].map(async (padding) => {
      for (let run = 0; run < 8; run++) {
        const bridge = spawn("/bin/sh", [places.script], { stdio: ["pipe", "ignore", "ignore"] });
        bridge.stdin.end(input("a", padding));
        await once(bridge, "exit");
      }
    });
    const done = new AbortController();
    const rendered = Promise.all(renders).finally(() => done.abort());
    let reads = 0;
    while (!done.signal.aborted) {
      for (const name of stored().filter((each) => each.endsWith(".json"))) {
        JSON.parse(contentOf(name));
        reads++;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await rendered;
    assert.ok(reads > 0);
    assert.deepEqual(stored(), ["a.json"]);
  });

  for (const [name, stdin, file] of [
    ["a path", input("../../evil"), "session.json"],
    ["a hidden file", input(".a"), "session.json"],
    ["nothing", input(""), "session.json"],
    ["a line end", input("a\nb"), "session.json"],
    ["a long one", input("a".repeat(65)), "session.json"],
    ["a command", input("$(touch x)"), "session.json"],
    ["no id at all", "{}", "session.json"],
    ["an id inside another text", String.raw`{"name":"\"session_id\":\"evil\"","session_id":"good"}`, "good.json"],
    ["white space before it", '{"session_id": "good"}', "good.json"],
    ["no input", "", "session.json"],
  ] as const) {
    it(`takes a strict session id only: ${name}`, async () => {
      await install("cat");
      assert.equal(render(stdin).stdout, stdin);
      assert.deepEqual(stored(), [file]);
      assert.equal(contentOf(file), stdin);
    });
  }

  it("takes a big input, in no more than linear time", async () => {
    await install("wc -c");
    const big = `{"x":"${"y".repeat(3_000_000)}"}`;
    assert.equal(Number(render(big).stdout), big.length);
    assert.equal(contentOf("session.json").length, big.length);
  });

  it("makes its folder again", async () => {
    await install("cat");
    rmSync(places.status, { recursive: true });
    assert.equal(render(input("a")).stdout, input("a"));
    assert.deepEqual(stored(), ["a.json"]);
  });

  it("runs the user's line, with its exit code, when nothing can be stored", async () => {
    await install("cat; exit 3");
    rmSync(places.status, { recursive: true });
    // A file in the folder's place: even root cannot store there.
    writeFileSync(places.status, "");
    const { stdout, stderr, status } = render(input("a"));
    assert.deepEqual([stdout, stderr, status], [input("a"), "", 3]);
  });

  it("runs without its extension and without a right to be executed", async () => {
    await install("cat");
    chmodSync(places.script, 0o600);
    assert.equal(render(input("a")).stdout, input("a"));
  });

  it("ends at SIGTERM as the user's own line would, with the input stored", async () => {
    await install("echo started; exec sleep 60");
    const bridge = spawn("/bin/sh", [places.script], { stdio: ["pipe", "pipe", "ignore"] });
    bridge.stdin.end(input("a"));
    await once(bridge.stdout, "data");
    bridge.kill("SIGTERM");
    assert.deepEqual(await once(bridge, "exit"), [null, "SIGTERM"]);
    assert.deepEqual(stored(), ["a.json"]);
  });

  it("ends at SIGTERM while it waits for input, and leaves nothing behind", async () => {
    await install("cat");
    const bridge = spawn("/bin/sh", [places.script], { stdio: ["pipe", "pipe", "ignore"] });
    await once(bridge, "spawn");
    bridge.kill("SIGTERM");
    await once(bridge, "exit");
    bridge.stdin.destroy();
    assert.deepEqual(stored(), []);
  });
});
