/** VS Code runs this at its next start after Bursar was uninstalled, without any API: puts the old status lines back. */
import { homedir } from "node:os";
import { dirname } from "node:path";
import { uninstall } from "./host/connect/connection.ts";
import { dataDir } from "./shared/dataDir.ts";

// Bundled as dist/uninstall.cjs in the extension's folder.
void uninstall(dirname(__dirname), dataDir(process.env, process.platform, homedir()), process.platform)
  .catch((error: unknown) => [String(error)])
  .then((failures) => {
    for (const failure of failures) console.error(failure);
    process.exitCode = failures.length > 0 ? 1 : 0;
    return failures;
  });
