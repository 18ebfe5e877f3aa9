import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { GammakitError, isGammakitError } from "@gammakit/core";
import type { DataFile } from "./catalog.ts";
import { type PartialFile, partialFile, sha256Of } from "./partial-file.ts";
import { PassingFault, transfer } from "./transfer.ts";

/** How files are fetched. */
export interface FetchOptions {
  /** Address of the folder that holds the data; ends with "/". */
  readonly from: string;
  /** Folder that they go to. */
  readonly to: string;
  /** How often a file is tried again. */
  readonly retries: number;
  /** How long a server may be silent [s]. */
  readonly patience: number;
  /** Replace files that are there and are others. */
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
  /** Told how many bytes of a file are there. */
  readonly onBytes: (file: DataFile, bytes: number) => void;
}

/** What became of a file. */
export type FetchedState = "fetched" | "present" | "differs" | "missing";

/** Longest text that is taken, whose size may have changed [bytes]. */
const largestText = 2 ** 20;

/** A try that brings so much [bytes] is not counted: a line that is cut again and again still brings the file. */
const fruitful = 2 ** 16;

/** Longest pause between two tries [s]. */
const longestPause = 30;

/**
 * Fetches a file into its place below `options.to`, which it comes to whole and verified or not at all. A text that is no more
 * what it was is kept ("differs"), and one that is gone left out ("missing"). Throws "io" naming the address where it can't be had,
 * "invalid-file" where what comes is not what was promised, "invalid-input" where another file is in its place.
 */
export async function fetchFile(file: DataFile, options: FetchOptions): Promise<FetchedState> {
  const path = join(options.to, ...file.path.split("/"));
  const state = await stateOf(path, file);
  const isKept = state === "same" || (state === "other" && file.isText && !options.overwrite);
  if (isKept) {
    options.onBytes(file, file.size);
    return "present";
  }
  if (state === "other" && !options.overwrite) {
    throw new GammakitError(
      "invalid-input",
      `${path} is there, but is not the file of the public data. Move it, or add --overwrite to replace it.`,
      { path },
    );
  }
  return persist(file, path, options);
}

/** Whether a file is in its place: the one that belongs there, another one, or none. */
export async function stateOf(path: string, { size, sha256 }: DataFile): Promise<"same" | "other" | "none"> {
  if (!existsSync(path)) return "none";
  const found = await stat(path);
  return found.isFile() && found.size === size && (await sha256Of(path)) === sha256 ? "same" : "other";
}

async function persist(file: DataFile, path: string, options: FetchOptions): Promise<FetchedState> {
  const { retries, signal } = options;
  const address = new URL(file.path, options.from).href;
  const partial = partialFile(path);
  let [fruitless, restarts] = [0, 0];
  for (;;) {
    const before = await partial.size();
    try {
      return await attempt(file, path, address, partial, options);
    } catch (error) {
      if (file.isText && isGammakitError(error) && error.details.status === 404) return "missing";
      if (!(error instanceof PassingFault)) throw error;
      const after = await partial.size();
      fruitless = after - before >= fruitful ? 1 : fruitless + 1;
      if (after < before || after === 0) restarts++;
      if (fruitless > retries || restarts > retries) throw lastFault(error, address, Math.max(fruitless, restarts));
      const seconds = Math.min(error.wait ?? 2 ** (fruitless - 2), longestPause);
      await pause(1000 * seconds, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw new GammakitError("aborted", "Interrupted.");
    }
  }
}

function lastFault({ message }: PassingFault, address: string, tries: number): GammakitError {
  const often = tries === 1 ? "" : ` (tried ${tries} times)`;
  return new GammakitError("io", `${address} can't be fetched: ${message}${often}.`, { address });
}

async function attempt(
  file: DataFile,
  path: string,
  address: string,
  partial: PartialFile,
  { patience, signal, onBytes }: FetchOptions,
): Promise<FetchedState> {
  if (file.isText) await partial.discard();
  // What came before the program was ended may be all of it.
  if (file.isText || (await partial.size()) !== file.size) {
    await transfer({
      address,
      path,
      partial,
      limit: file.isText ? largestText : file.size,
      patience,
      signal,
      onBytes: (bytes) => onBytes(file, bytes),
    });
  }
  const size = await partial.size();
  if (size < file.size && !file.isText) throw new PassingFault(`only ${size} of its ${file.size} bytes came`);
  const isSame = (await partial.sha256()) === file.sha256;
  if (!isSame && !file.isText) {
    await partial.discard();
    throw new PassingFault("what came is not the file that was promised: its checksum (SHA-256) is another");
  }
  await partial.finish();
  onBytes(file, file.size);
  return isSame ? "fetched" : "differs";
}
