import {
  type ByteSource,
  blobSource,
  bufferSource,
  GammakitError,
  isGammakitError,
  type UrlSourceOptions,
  urlSource,
} from "@gammakit/core";

/** Files below one place, by relative path. */
export interface Folder {
  /** For messages: a path or an address. */
  readonly name: string;
  /** A file of the folder. Throws "invalid-input" for a path that leads out of it. */
  file(path: string): ByteSource;
  /** The first of the paths that exists. */
  find(paths: readonly string[], signal?: AbortSignal): Promise<ByteSource | undefined>;
}

/**
 * The path without "." and empty parts, "/" as separator. Throws "invalid-file" where it is absolute, names a scheme or a
 * drive, or leads upward: an index must not reach outside its folder.
 */
export function safePath(path: string, folder: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
  const leaves =
    /^[/\\~]|^[A-Za-z][A-Za-z0-9+.-]*:|^\$/.test(path) || parts.includes("..") || /\0|\p{Surrogate}/u.test(path);
  if (leaves || parts.length === 0) {
    throw new GammakitError(
      "invalid-file",
      `${folder} refers to the file ${JSON.stringify(path)}, which lies outside the folder. Only relative paths below it are followed.`,
      { folder, path },
    );
  }
  return parts.join("/");
}

/** The files below a web address. The address is that of the folder, with or without a final slash. */
export function urlFolder(address: string | URL, options: UrlSourceOptions = {}): Folder {
  const base = new URL(String(address));
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const file = (path: string) => {
    const url = new URL(safePath(path, base.href).split("/").map(encodeURIComponent).join("/"), base);
    return urlSource(url.href, options);
  };
  return {
    name: base.href,
    file,
    async find(paths, signal) {
      for (const path of paths) {
        const source = file(path);
        if (await exists(source, signal)) return source;
      }
      return undefined;
    },
  };
}

/** Whether a file is on a server; what its first answer brings is kept for reading. Servers deny what they do not have, too. */
async function exists(source: ByteSource, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await source.size(signal);
    return true;
  } catch (error) {
    const { status } = (isGammakitError(error, "io") ? error.details : {}) as { readonly status?: number };
    if (status === 404 || status === 403) return false;
    throw error;
  }
}

/** Files in memory, or dropped on a page, by relative path. */
export function memoryFolder(name: string, files: ReadonlyMap<string, Blob | Uint8Array<ArrayBuffer>>): Folder {
  const file = (path: string): ByteSource => {
    const key = safePath(path, name);
    const content = files.get(key);
    if (content === undefined) {
      throw new GammakitError("io", `${name} has no file ${key}; it holds ${files.size} files.`, {
        folder: name,
        path: key,
      });
    }
    const source = content instanceof Blob ? blobSource(content, key) : bufferSource(content, key);
    const beside = key.replace(/[^/]*$/, "");
    return { ...source, sibling: (other) => file(beside + safePath(other, key)) };
  };
  return {
    name,
    file,
    find: (paths) => {
      const found = paths.find((path) => files.has(safePath(path, name)));
      return Promise.resolve(found === undefined ? undefined : file(found));
    },
  };
}
