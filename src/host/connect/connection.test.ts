import assert from "node:assert/strict";
import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type BuildOptions } from "esbuild";
import { bridgePlaces } from "../../shared/bridgePlaces.ts";
import { type BridgeSource, connect, disconnect, planConnection, refreshConnections } from "./connection.ts";
import { readConnectionState } from "./connectionState.ts";
import { readEditors } from "./editors.ts";
import { findOverrides } from "./overrides.ts";

const root = new URL("../../../", import.meta.url).pathname;
const { platform } = process;

async function bundled(options: BuildOptions): Promise<string[]> {
  const { outputFiles = [] } = await build({
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    write: false,
    ...options,
  });
  return outputFiles.map(({ text }) => text);
}

describe("connecting the status line", function () {
  this.timeout(20_000);
  let folder: string;
  let configDir: string;
  let settings: string;
  let source: BridgeSource;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "bursar-connect-")));
    configDir = join(folder, "claude");
    settings = join(configDir, "settings.json");
    mkdirSync(configDir);
    const body = readFileSync(join(root, "src/bridge/statusLine.sh"), "utf8");
    source = { dataDir: join(folder, "bursar"), platform, body };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const connectNow = async (dir = configDir) => {
    const result = await planConnection(dir, source);
    assert.ok(result.kind === "change");
    await connect(result.plan, source);
    return result.plan;
  };
  const disconnectNow = () => disconnect(configDir, source.dataDir, platform);
  const present = () => (existsSync(settings) ? readFileSync(settings) : null);
  const render = (input: string) => {
    const { statusLine } = JSON.parse(readFileSync(settings, "utf8")) as { statusLine: { command: string } };
    return spawnSync("/bin/sh", ["-c", statusLine.command], { input, encoding: "utf8" }).stdout;
  };

  for (const [name, text] of [
    ["absent", null],
    ["empty", ""],
    ["an empty object", "{}"],
    ["without a line end", '{ "model": "opus" }'],
    ["with comments", '{\n  // mine\n  "model": "opus", /* why */\n}\n'],
    ["with CRLF", '{\r\n  "model": "opus"\r\n}\r\n'],
    ["with a byte order mark", '\uFEFF{"model":"ö"}'],
    ["with a status line", '{\n\t"statusLine" : {"padding":0,"command":"cat; echo  é","type":"command"}\n}'],
    ["with a status line that is null", '{"statusLine":null}'],
  ] as const) {
    it(`is undone byte for byte where settings.json is ${name}`, async () => {
      if (text !== null) writeFileSync(settings, text);
      const before = present();
      const { after } = await connectNow();
      assert.equal(present()?.toString(), after);
      assert.notDeepEqual(present(), before);
      assert.equal((await planConnection(configDir, source)).kind, "connected");
      assert.equal(await disconnectNow(), "restored");
      assert.deepEqual(present(), before);
      assert.deepEqual((await readConnectionState(source.dataDir)).connections, []);
      assert.deepEqual(readdirSync(configDir), before === null ? [] : ["settings.json"]);
    });
  }

  it("makes Claude Code run the bridge, and that the user's own line", async () => {
    writeFileSync(settings, JSON.stringify({ statusLine: { type: "command", command: "printf '<%s>' \"$(cat)\"" } }));
    await connectNow();
    assert.equal(render('{"session_id":"a"}'), '<{"session_id":"a"}>');
    assert.deepEqual(readdirSync(bridgePlaces(source.dataDir, configDir, platform).status), ["a.json"]);
  });

  it("puts back the status line alone when something else was changed since", async () => {
    const own = '{"type":"command",  "command":"date"}';
    writeFileSync(settings, `{"a":1,"statusLine":${own}}`);
    await connectNow();
    writeFileSync(settings, readFileSync(settings, "utf8").replace('"a":1', '"a":2'));
    assert.equal(await disconnectNow(), "restoredMember");
    assert.equal(present()?.toString(), `{"a":2,"statusLine":${own}}`);
  });

  it("takes its status line out of a file that it made and the user went on with", async () => {
    await connectNow();
    writeFileSync(settings, readFileSync(settings, "utf8").replace("{", '{\n  "model": "opus",'));
    assert.equal(await disconnectNow(), "restoredMember");
    assert.deepEqual(JSON.parse(present()?.toString() ?? ""), { model: "opus" });
  });

  it("leaves a status line alone that is no longer its own", async () => {
    await connectNow();
    writeFileSync(settings, '{"statusLine":{"type":"command","command":"mine"}}');
    assert.equal(await disconnectNow(), "notOurs");
    assert.equal(present()?.toString(), '{"statusLine":{"type":"command","command":"mine"}}');
    rmSync(settings);
    await connectNow();
    rmSync(settings);
    assert.equal(await disconnectNow(), "notOurs");
  });

  it("restores the status line when the backup is gone", async () => {
    writeFileSync(settings, '{"a":1}');
    await connectNow();
    const [connection] = (await readConnectionState(source.dataDir)).connections;
    assert.ok(connection?.backup);
    assert.equal(readFileSync(connection.backup, "utf8"), '{"a":1}');
    assert.equal(statSync(connection.backup).mode & 0o777, 0o600);
    rmSync(connection.backup);
    assert.equal(await disconnectNow(), "restoredMember");
    assert.equal(present()?.toString(), '{"a":1}');
  });

  it("keeps a symbolic link and the file's permissions", async () => {
    const dotfile = join(folder, "dotfile.json");
    writeFileSync(dotfile, "{}");
    chmodSync(dotfile, 0o640);
    symlinkSync(dotfile, settings);
    await connectNow();
    assert.ok(lstatSync(settings).isSymbolicLink());
    assert.ok(readFileSync(dotfile, "utf8").includes("statusLine"));
    assert.equal(statSync(dotfile).mode & 0o777, 0o640);
    await disconnectNow();
    assert.equal(readFileSync(dotfile, "utf8"), "{}");
  });

  it("changes nothing when the file changed after it was shown", async () => {
    writeFileSync(settings, "{}");
    const result = await planConnection(configDir, source);
    assert.ok(result.kind === "change");
    writeFileSync(settings, '{"a":1}');
    await assert.rejects(connect(result.plan, source), /changed meanwhile/);
    assert.equal(present()?.toString(), '{"a":1}');
    assert.deepEqual((await readConnectionState(source.dataDir)).connections, []);
  });

  it("refuses what it cannot change, with a remedy", async () => {
    writeFileSync(settings, "{ oops");
    await assert.rejects(planConnection(configDir, source), /not valid JSON \(line 1\)\. Mend it/);
    writeFileSync(settings, Buffer.from([0x7b, 0xff, 0x7d]));
    await assert.rejects(planConnection(configDir, source), /not UTF-8/);
    await assert.rejects(disconnectNow(), /no note of a connection/);
    mkdirSync(source.dataDir);
    writeFileSync(join(source.dataDir, "connected.json"), "{");
    await assert.rejects(disconnectNow(), /connected\.json is damaged/);
  });

  it("keeps several config directories apart", async () => {
    const other = join(folder, "work");
    mkdirSync(other);
    await connectNow();
    await connectNow(other);
    await disconnectNow();
    const { connections } = await readConnectionState(source.dataDir);
    assert.deepEqual(
      connections.map((connection) => connection.configDir),
      [other],
    );
    assert.ok(existsSync(join(other, "settings.json")) && !existsSync(settings));
  });

  it("brings an installed bridge up to date, with the user's line", async () => {
    writeFileSync(settings, '{"statusLine":{"type":"command","command":"echo mine"}}');
    await connectNow();
    await refreshConnections(folder, { ...source, body: `${source.body}# newer\n` });
    const { script } = bridgePlaces(source.dataDir, configDir, platform);
    assert.match(readFileSync(script, "utf8"), /# newer\n$/);
    assert.equal(render("{}"), "mine\n");
    assert.deepEqual(await readEditors(source.dataDir), [folder]);
  });

  it("has every editor that starts at the same moment noted", async () => {
    await connectNow();
    const starter = join(folder, "starter.cjs");
    const [code] = await bundled({
      stdin: {
        contents: `
          import { refreshConnections } from "./connection.ts";
          const [extension, source] = process.argv.slice(2);
          process.once("message", () => refreshConnections(extension, JSON.parse(source)).then(() => process.disconnect()));
          process.send("ready");`,
        resolveDir: import.meta.dirname,
        loader: "ts",
      },
    });
    writeFileSync(starter, code ?? "");
    const extensions: string[] = [];
    for (let round = 0; round < 4; round++) {
      const editors = ["one", "two", "three"].map((editor) => join(folder, `${editor}${round}`));
      for (const editor of editors) mkdirSync(editor);
      const children = editors.map((editor) => fork(starter, [editor, JSON.stringify(source)]));
      await Promise.all(children.map((child) => once(child, "message")));
      for (const child of children) child.send("go");
      const codes = await Promise.all(children.map((child) => once(child, "exit")));
      assert.deepEqual(codes, [[0, null], [0, null], [0, null]]); // prettier-ignore
      extensions.push(...editors);
      assert.deepEqual((await readEditors(source.dataDir)).toSorted(), extensions.toSorted());
    }
    assert.equal((await readConnectionState(source.dataDir)).connections.length, 1);
  });

  describe("uninstalling", () => {
    let bundle: string;
    before(async () => {
      [bundle = ""] = await bundled({ entryPoints: ["src/uninstall.ts"] });
    });

    /** An installed extension, as a folder of an editor. */
    const install = (editor: string, version: string): string => {
      const extension = join(folder, editor, `bursar.bursar-${version}`);
      mkdirSync(join(extension, "dist"), { recursive: true });
      writeFileSync(join(extension, "dist", "uninstall.cjs"), bundle);
      return extension;
    };
    const uninstall = (extension: string) =>
      spawnSync(process.execPath, [join(extension, "dist", "uninstall.cjs")], {
        encoding: "utf8",
        env: { PATH: process.env["PATH"], HOME: folder, BURSAR_HOME: source.dataDir },
      });

    it("puts everything back, byte for byte, without VS Code", async () => {
      const text = '{\r\n  "statusLine": {"type":"command","command":"echo mine"} // x\r\n}';
      writeFileSync(settings, text);
      await connectNow();
      const extension = install("one", "1.0.0");
      await refreshConnections(extension, source);
      assert.equal(uninstall(extension).status, 0);
      assert.equal(present()?.toString(), text);
      assert.equal(uninstall(extension).status, 0);
    });

    it("waits for the last editor that has Bursar; other versions in the same one do not count", async () => {
      await connectNow();
      const old = install("one", "1.0.0");
      const one = install("one", "1.1.0");
      const two = install("two", "1.1.0");
      for (const extension of [old, one, two]) await refreshConnections(extension, source);
      uninstall(one);
      assert.ok(existsSync(settings), "the other editor still needs it");
      uninstall(two);
      assert.ok(!existsSync(settings));
    });

    it("does not wait for an editor whose extensions are gone", async () => {
      await connectNow();
      const [one, two] = [install("one", "1.0.0"), install("two", "1.0.0")];
      for (const extension of [one, two]) await refreshConnections(extension, source);
      rmSync(two, { recursive: true });
      uninstall(one);
      assert.ok(!existsSync(settings));
    });

    it("does nothing where nothing was connected, and says what it could not take back", async () => {
      const extension = install("one", "1.0.0");
      assert.equal(uninstall(extension).status, 0);
      assert.ok(!existsSync(join(source.dataDir, "connected.json")) && !existsSync(settings));
      await connectNow();
      rmSync(settings);
      mkdirSync(settings);
      const { status, stderr } = uninstall(extension);
      assert.equal(status, 1);
      assert.match(stderr, /EISDIR/);
    });
  });

  describe("finding what overrides it", () => {
    it("names each file and what it sets", async () => {
      const managed = join(folder, "managed-settings.json");
      const project = join(folder, "project");
      const find = () => findOverrides({ configDir, managed, folders: [project] });
      assert.deepEqual(await find(), []);
      mkdirSync(join(project, ".claude"), { recursive: true });
      const write = (path: string, value: object) => writeFileSync(path, JSON.stringify(value));
      write(settings, { statusLine: { type: "command", command: "own" } });
      write(join(project, ".claude", "settings.json"), { statusLine: { type: "command", command: "x" } });
      write(join(project, ".claude", "settings.local.json"), { disableAllHooks: true });
      write(managed, { allowManagedHooksOnly: true });
      const found = await find();
      assert.equal(found.length, 3);
      assert.match(found[0] ?? "", /managed-settings\.json sets allowManagedHooksOnly/);
      assert.match(found[1] ?? "", /project\/\.claude\/settings\.json sets a statusLine of its own/);
      assert.match(found[2] ?? "", /settings\.local\.json sets disableAllHooks/);
      write(settings, { disableAllHooks: true });
      assert.equal((await find()).length, 4);
    });
  });
});
