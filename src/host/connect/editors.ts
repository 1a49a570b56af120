/**
 * Which editors have Bursar: the folders of its installed extensions, one or more an editor. Each has a file of its own
 * in the data folder's `editors/`, so that editors that start at the same moment do not overwrite each other's note.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readIfThere, replaceFile } from "./wholeFile.ts";

const folderOf = (dataDir: string) => join(dataDir, "editors");
const noteOf = (dataDir: string, extension: string) =>
  join(folderOf(dataDir), `${createHash("sha256").update(extension).digest("hex").slice(0, 16)}.txt`);

/** Notes an extension's folder, and forgets those that are gone: of other versions, of editors that were removed. */
export async function noteEditor(dataDir: string, extension: string): Promise<void> {
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 });
  const note = noteOf(dataDir, extension);
  const present = await readIfThere(note);
  if (present?.toString() !== extension) await replaceFile(note, extension, 0o600);
  for (const other of await noted(dataDir)) {
    if (!(await isFolder(other))) await rm(noteOf(dataDir, other), { force: true });
  }
}

/** The extension folders that are noted and there. */
export async function readEditors(dataDir: string): Promise<string[]> {
  const extensions = await noted(dataDir);
  const there = await Promise.all(extensions.map(isFolder));
  return extensions.filter((_, index) => there[index]);
}

/** Forgets an editor: every version of the extension that lies beside this one. */
export async function forgetEditor(dataDir: string, extension: string): Promise<void> {
  for (const other of await noted(dataDir)) {
    if (dirname(other) === dirname(extension)) await rm(noteOf(dataDir, other), { force: true });
  }
}

async function noted(dataDir: string): Promise<string[]> {
  const names = await readdir(folderOf(dataDir)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const notes = names.filter((name) => name.endsWith(".txt"));
  const contents = await Promise.all(notes.map((name) => readIfThere(join(folderOf(dataDir), name))));
  // Null: another process has just removed it.
  return contents.filter((content) => content !== null).map(String);
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
