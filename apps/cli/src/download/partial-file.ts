import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { GammakitError, isGammakitError } from "@gammakit/core";

/** A file on its way: what has come of it lies beside its place, under a name of its own, until it is whole. */
export interface PartialFile {
  /** Opens it so that what comes is added behind `keep` bytes. */
  open(keep: number): Promise<FileHandle>;
  /** What has come so far [bytes]. */
  size(): Promise<number>;
  /** What the server called the version that has come so far. */
  version(): Promise<string | undefined>;
  setVersion(version: string | undefined): Promise<void>;
  sha256(): Promise<string>;
  /** Throws it away. */
  discard(): Promise<void>;
  /** Puts it into its place. */
  finish(): Promise<void>;
}

/** What has come of the file at `path`. Errors are "io" and say what to do. */
export function partialFile(path: string): PartialFile {
  const part = `${path}.partial`;
  const mark = `${part}-version`;
  const guard = <T>(work: () => Promise<T>) => guardDisk(path, work);
  return {
    open: (keep) =>
      guard(async () => {
        await mkdir(dirname(path), { recursive: true });
        const handle = await open(part, keep > 0 ? "r+" : "w");
        if (keep > 0) await handle.truncate(keep);
        return handle;
      }),
    size: async () => (await stat(part).catch(() => undefined))?.size ?? 0,
    version: async () => (await readFile(mark, "utf8").catch(() => "")) || undefined,
    setVersion: (version) =>
      guard(() => (version === undefined ? rm(mark, { force: true }) : writeFile(mark, version))),
    sha256: () => guard(() => sha256Of(part)),
    discard: () =>
      guard(async () => {
        await rm(part, { force: true });
        await rm(mark, { force: true });
      }),
    finish: () =>
      guard(async () => {
        await rename(part, path);
        await rm(mark, { force: true });
      }),
  };
}

/** SHA-256 of a file in hexadecimal, read piece by piece. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/** Runs `work`; what the system says of the disk becomes "io" in words. */
export async function guardDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isGammakitError(error)) throw error;
    throw new GammakitError(
      "io",
      `${path} can't be written: ${diskWords(error as NodeJS.ErrnoException)}`,
      { path },
      error,
    );
  }
}

/** What to do about an error of the file system. */
export function diskWords({ code, message }: { readonly code?: string | undefined; readonly message: string }): string {
  if (code === "ENOSPC" || code === "EDQUOT") return "the disk is full. Make room, or choose another folder with --to.";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return "the folder may not be written to. Choose another with --to.";
  }
  if (code === "ENOTDIR" || code === "EEXIST")
    return "a part of its path is a file, not a folder. Choose another with --to.";
  if (code === "EISDIR") return "a folder of that name is in its place. Move it, or choose another folder with --to.";
  return message;
}
