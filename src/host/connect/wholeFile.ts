import { randomUUID } from "node:crypto";
import { open, readFile, realpath, rename, rm, stat } from "node:fs/promises";

/**
 * Puts a whole new file in a file's place, with its permissions (`mode` where there was none): whoever reads it sees the
 * old one or the new one. A symbolic link stays, and what it points at is replaced. Throws the system's error.
 */
export async function replaceFile(path: string, content: string | Buffer, mode: number): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const known = await stat(target).catch(() => null);
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx", known ? known.mode & 0o777 : mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The file's bytes; null when there is none. Throws the system's error for one that cannot be read. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
