import { statfs } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { GammakitError, isGammakitError, nearest } from "@gammakit/core";
import type { DataFile, DataSet } from "../download/catalog.ts";
import { type FetchedState, fetchFile, stateOf } from "../download/fetch-file.ts";
import { lockFolder } from "../download/folder-lock.ts";
import { exitCode } from "../exit-code.ts";
import { bytesText } from "../output/bytes-text.ts";
import { progressLine } from "../output/progress.ts";
import { shellWord } from "../output/shell-word.ts";

/** Options of `gammakit download`. */
export interface DownloadOptions {
  readonly list?: boolean;
  readonly to?: string;
  readonly from?: string;
  readonly dryRun?: boolean;
  readonly overwrite?: boolean;
  readonly retries: number;
  readonly timeout: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** How many files come at a time. */
const atATime = 4;

/** Lists public data sets, or fetches those that are named. */
export async function download(names: readonly string[], options: DownloadOptions): Promise<number> {
  const { dataSets, publicSource } = await import("../download/catalog.ts");
  if (options.list || names.length === 0) return list(dataSets, options);
  const wanted = setsOf(names, dataSets);
  const to = resolve(options.to ?? (process.env.GAMMAPY_DATA || "gammapy-data"));
  const from = sourceOf(options.from ?? publicSource);
  return options.dryRun ? announce(wanted, from, to, options) : fetchSets(wanted, from, to, options);
}

function list(sets: readonly DataSet[], { json }: DownloadOptions): number {
  if (json) process.stdout.write(`${JSON.stringify(sets.map(summary))}\n`);
  else {
    const lines = sets.flatMap((set) => [
      `${set.id}  (${set.files.length} files, ${bytesText(sizeOf(set.files))})`,
      `  ${set.title}`,
      ...termLines(set).map((line) => `  ${line}`),
      `  More: ${set.page}`,
      "",
    ]);
    process.stdout.write(`${lines.join("\n")}\nFetch one: gammakit download ${sets[0].id}\n`);
  }
  return exitCode.done;
}

function summary({ files, ...words }: DataSet) {
  return { ...words, fileCount: files.length, bytes: sizeOf(files) };
}

function termLines({ license, terms, attribution }: DataSet): readonly string[] {
  return [`License: ${license}`, ...(terms === undefined ? [] : [terms]), `Attribution: ${attribution}`];
}

function sizeOf(files: readonly DataFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

function setsOf(names: readonly string[], sets: readonly DataSet[]): readonly DataSet[] {
  if (names.includes("all")) return sets;
  const ids = sets.map(({ id }) => id);
  for (const name of names) {
    if (ids.includes(name)) continue;
    const guess = nearest(name, ids) ?? ids.find((id) => name !== "" && id.startsWith(name));
    const hint = guess === undefined ? `Known: ${ids.join(", ")}, or all.` : `Did you mean "${guess}"?`;
    throw new GammakitError("invalid-input", `There is no data set ${JSON.stringify(name)}. ${hint}`, { name });
  }
  return sets.filter(({ id }) => names.includes(id));
}

function sourceOf(from: string): string {
  const isAddress = URL.canParse(from) && /^https?:$/.test(new URL(from).protocol);
  if (isAddress && !/[?#]/.test(from)) return from.endsWith("/") ? from : `${from}/`;
  throw new GammakitError(
    "invalid-input",
    `--from ${from}: give the address (http or https) of a folder that holds the data as $GAMMAPY_DATA does.`,
    { from },
  );
}

async function announce(
  sets: readonly DataSet[],
  from: string,
  to: string,
  { json }: DownloadOptions,
): Promise<number> {
  const files = await Promise.all(
    sets
      .flatMap((set) => set.files)
      .map(async ({ path, size, ...rest }) => ({
        path,
        address: new URL(path, from).href,
        size,
        state: await stateOf(join(to, path), { path, size, ...rest }),
      })),
  );
  const missing = files.filter(({ state }) => state !== "same");
  if (json) process.stdout.write(`${JSON.stringify({ to, files })}\n`);
  else {
    const bytes = missing.reduce((sum, { size }) => sum + size, 0);
    const lines = missing.map(({ address, size }) => `${address}  ${bytesText(size)}`);
    lines.push(`${missing.length} of ${files.length} files would be fetched to ${to} (${bytesText(bytes)}).`);
    process.stdout.write(`${lines.join("\n")}\n`);
  }
  return exitCode.done;
}

async function fetchSets(
  sets: readonly DataSet[],
  from: string,
  to: string,
  options: DownloadOptions,
): Promise<number> {
  const files = sets.flatMap((set) => set.files);
  await checkSpace(files, to);
  const unlock = await lockFolder(to);
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const progress = progressLine(!options.quiet && !options.json, undefined, bytesText);
  const arrived = new Map<DataFile, number>();
  const total = sizeOf(files);
  let done = 0;
  try {
    const states = await fetchAll(files, controller, (file, signal) =>
      fetchFile(file, {
        from,
        to,
        retries: options.retries,
        patience: options.timeout,
        overwrite: options.overwrite ?? false,
        signal,
        onBytes(one, bytes) {
          done += bytes - (arrived.get(one) ?? 0);
          arrived.set(one, bytes);
          progress.update(done, total);
        },
      }),
    );
    progress.clear();
    tell(sets, states, to, options);
    return exitCode.done;
  } catch (error) {
    progress.clear();
    if (isGammakitError(error, "aborted")) {
      process.stderr.write("gammakit: interrupted. What has come is kept: the same command goes on from there.\n");
      return exitCode.interrupted;
    }
    throw error;
  } finally {
    unlock();
    process.removeListener("SIGINT", interrupt);
    process.removeListener("SIGTERM", interrupt);
  }
}

type States = ReadonlyMap<DataFile, FetchedState>;

/** Some files at a time; the first that fails ends the others, and is the one that is told. */
async function fetchAll(
  files: readonly DataFile[],
  controller: AbortController,
  fetchOne: (file: DataFile, signal: AbortSignal) => Promise<FetchedState>,
): Promise<States> {
  const states = new Map<DataFile, FetchedState>();
  const waiting = [...files];
  let first: unknown;
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      try {
        states.set(file, await fetchOne(file, controller.signal));
      } catch (error) {
        first ??= error;
        waiting.length = 0;
        controller.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  if (first !== undefined) throw first;
  return states;
}

async function checkSpace(files: readonly DataFile[], to: string): Promise<void> {
  const missing = await Promise.all(
    files.map(async (file) => ((await stateOf(join(to, file.path), file)) === "same" ? 0 : file.size)),
  );
  const needed = missing.reduce((sum, size) => sum + size, 0);
  let folder = to;
  let space = await statfs(folder).catch(() => undefined);
  while (space === undefined && dirname(folder) !== folder) {
    folder = dirname(folder);
    space = await statfs(folder).catch(() => undefined);
  }
  if (space === undefined) return;
  const free = space.bavail * space.bsize;
  if (free >= needed) return;
  throw new GammakitError(
    "io",
    `${to} has room for ${bytesText(free)}, but ${bytesText(needed)} are to come. Make room, or choose another folder with --to.`,
    { free, needed },
  );
}

function tell(sets: readonly DataSet[], states: States, to: string, { json, quiet }: DownloadOptions): void {
  const count = (files: readonly DataFile[], state: FetchedState) =>
    files.filter((file) => states.get(file) === state).length;
  if (json) {
    const files = [...states].map(([{ path, size, sha256 }, state]) => ({ path, size, sha256, state }));
    process.stdout.write(`${JSON.stringify({ to, sets: sets.map(summary), files })}\n`);
    return;
  }
  if (quiet) return;
  const lines = sets.flatMap((set) => [
    `${set.id}: ${set.files.length} files, ${bytesText(sizeOf(set.files))}, checksums as they should be (${count(set.files, "present")} were there already).`,
    ...set.files
      .filter((file) => states.get(file) === "differs")
      .map(({ path }) => `  ${path} has been edited since; it is kept as it came.`),
    ...set.files.filter((file) => states.get(file) === "missing").map(({ path }) => `  ${path} is not there any more.`),
    ...termLines(set).map((line) => `  ${line}`),
  ]);
  if (resolve(process.env.GAMMAPY_DATA ?? "") !== to)
    lines.push("", "Jobs find the data by this:", `  export GAMMAPY_DATA=${shellWord(to)}`);
  process.stdout.write(`${lines.join("\n")}\n`);
}
