import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileSizesFor } from "./fileSizes.ts";
import { generateConfigDir, type GeneratedConfigDir } from "./generateConfigDir.ts";

const PROJECTS = 128;
/** Raised when the generator writes something else. */
const GENERATION = 1;

/** A generated config directory on disk. */
export interface BenchConfigDir extends GeneratedConfigDir {
  path: string;
}

/** A config directory of `bytes` with the field's mix, made once a day and kept in `cache`: read it, never write to it. */
export function cachedConfigDir(cache: string, bytes: number, now: number): BenchConfigDir {
  const endsAt = Math.floor(now / 86_400_000) * 86_400_000;
  const family = `config-${bytes}-`;
  const name = `${family}${GENERATION}-${new Date(endsAt).toISOString().slice(0, 10)}`;
  const dir = join(cache, name);
  const about = join(dir, "generated.json");
  const path = join(dir, "claude");
  if (!existsSync(about)) {
    mkdirSync(cache, { recursive: true });
    for (const old of readdirSync(cache)) {
      if (old.startsWith(family)) rmSync(join(cache, old), { recursive: true });
    }
    const partial = `${dir}.partial`;
    const fileSizes = fileSizesFor(bytes);
    const sessionsWithSubagents = Math.ceil(fileSizes.length / 10);
    const spec = { seed: 1, fileSizes, projects: PROJECTS, sessionsWithSubagents, endsAt };
    const generated = generateConfigDir(join(partial, "claude"), spec);
    writeFileSync(join(partial, "generated.json"), JSON.stringify(generated));
    renameSync(partial, dir);
  }
  return { ...(JSON.parse(readFileSync(about, "utf8")) as GeneratedConfigDir), path };
}

/** 6,600 small files in 1,501 directories below `path`, which must not exist: what is hard to watch. */
export function manyFilesConfigDir(path: string, now: number): BenchConfigDir {
  const fileSizes = Array.from({ length: 6600 }, () => 8192);
  const spec = { seed: 2, fileSizes, projects: PROJECTS, sessionsWithSubagents: 686, endsAt: now };
  return { ...generateConfigDir(path, spec), path };
}
