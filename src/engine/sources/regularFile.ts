/** Reads a whole small file, and only a file: opening a FIFO would wait for a writer, maybe for ever. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** Throws the system's error, or one with the code ENOTFILE for a FIFO, a device and the like. */
export function readRegularFile(path: string): Buffer {
  // O_NONBLOCK is undefined, so 0, on Windows, which has no such files.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    // Of a folder the system itself says that it cannot be read.
    if (!stat.isFile() && !stat.isDirectory())
      throw Object.assign(new Error(`${path} is not a regular file`), { code: "ENOTFILE" });
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
