/** Writes an export to a file: whole or not at all. */
import { randomUUID } from "node:crypto";
import { open, rename, rm, stat } from "node:fs/promises";

/**
 * Writes the pieces one after the other. A file that is there is replaced when all is written; a device or a pipe is
 * written to as it is. Throws the file system's error, or the signal's reason, and leaves nothing half written.
 */
export async function writeExport(path: string, pieces: Iterable<string>, signal?: AbortSignal): Promise<void> {
  const special = (await stat(path).catch(() => null))?.isFile() === false;
  const target = special ? path : `${path}.${randomUUID()}.partial`;
  const file = await open(target, special ? "w" : "wx");
  try {
    try {
      for (const piece of pieces) {
        signal?.throwIfAborted();
        await file.writeFile(piece);
      }
    } finally {
      await file.close();
    }
    if (!special) await rename(target, path);
  } catch (error) {
    if (!special) await rm(target, { force: true });
    throw error;
  }
}
