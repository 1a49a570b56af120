import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** A file system of its own of a few MiB in memory. */
export class SmallDisk {
  readonly path: string;

  /** Null where mounting is not permitted. */
  static mount(path: string, mebibytes: number): SmallDisk | null {
    if (process.platform !== "linux") return null;
    mkdirSync(path);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", path], { stdio: "ignore" });
    } catch {
      return null;
    }
    return new SmallDisk(path);
  }

  private constructor(path: string) {
    this.path = path;
  }

  setReadOnly(readOnly: boolean): void {
    execFileSync("mount", ["-o", `remount,${readOnly ? "ro" : "rw"}`, this.path]);
  }

  unmount(): void {
    execFileSync("umount", ["--lazy", this.path]);
  }
}
