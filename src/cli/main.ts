/** Entry of `bursar …`. Checks the Node it runs on before anything is loaded that needs a newer one. */
import process from "node:process";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(
    `bursar needs Node 22.13 or newer (for node:sqlite); this is ${process.version}. In VS Code's own terminals bursar runs on VS Code's Node.\n`,
  );
  process.exit(1);
} else {
  // Whoever reads the output may stop early: `bursar usage | head`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const { keepCompiled } = await import("./keepCompiled.ts");
  keepCompiled(process.argv);
  const { run } = await import("./run.ts");
  process.exitCode = await run(process.argv.slice(2));
}
