import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Script } from "node:vm";
import { type BegunFile, beginFile } from "./begin-file.ts";
import { cacheFile, readCodeCache, withUse, writeCodeCache } from "./code-cache.ts";
import { guessJob } from "./guess-job.ts";
import { optimizeLater } from "./optimize-later.ts";

/** What the file of the program exports. */
interface Program {
  readonly main: (args: readonly string[], begun: BegunFile | undefined) => Promise<number>;
}

/** The text of the program, of nothing but ASCII: a function of what a CommonJS file is given, and of `importModule`. */
export interface ProgramFile {
  readonly file: string;
  /** Tells it from other builds. */
  readonly hash: string;
}

/**
 * Runs the program and tells its exit code. Its text is compiled once: what V8 made of it is kept for the next run. Node 22 has a
 * cache of this kind for all modules (`module.enableCompileCache`), which keeps less: not the functions that are first called at run
 * time. Meanwhile another thread unpacks the map that the program may be about to read.
 */
export async function launch({ file, hash }: ProgramFile, args: readonly string[]): Promise<number> {
  const { kind, dataset } = guessJob(args);
  const begun = dataset === undefined ? undefined : beginFile(dataset);
  const text = readFileSync(file, "latin1");
  const cache = cacheFile(hash, kind);
  const kept = cache === undefined ? undefined : readCodeCache(cache);
  const script = new Script(text, { filename: file, ...(kept && { cachedData: kept.code }) });
  const module = { exports: {} as Program };
  script.runInThisContext()(module.exports, createRequire(file), module, file, importModule);
  const asBefore = kind === undefined ? undefined : optimizeLater();
  const code = await module.exports.main(args, begun);
  asBefore?.();
  const uses = withUse(script.cachedDataRejected ? [] : (kept?.uses ?? []), args);
  if (cache !== undefined && uses !== undefined) writeCodeCache(cache, { code: script.createCachedData(), uses });
  return code;
}

/** Imports for the program, whose file lies beside this one. */
const importModule = (specifier: string): Promise<unknown> => import(specifier);
