import type { ByteSource } from "../contracts/io.ts";
import { GammakitError } from "../errors/gammakit-error.ts";
import { type Fetch, RemoteFile } from "./remote-file.ts";
import { resolveSibling } from "./sibling-path.ts";

/** Options of `urlSource`. */
export interface UrlSourceOptions {
  /** In place of the platform's `fetch`: for headers, credentials, tests. */
  readonly fetch?: Fetch;
  /** How long a server may send nothing [ms], a minute where absent. Then an error "io" says so. */
  readonly stallTimeout?: number;
  /** How large a file may be that a server sends whole because it answers no ranges [bytes], 1 GiB where absent. */
  readonly maxBytes?: number;
}

/**
 * A file on a server as a source. Reads only the parts asked for where the server answers range requests (RFC 9110,
 * section 14), else fetches the file once and keeps it. An answer with an error status is an error "io", a file that comes whole
 * and is larger than `maxBytes` one "limit-exceeded".
 *
 * `sibling(path)` is a file in the same folder of the server, or below it; nothing outside is opened.
 */
export function urlSource(url: string | URL, options: UrlSourceOptions = {}): ByteSource {
  const address = parseAddress(url);
  const isWeb = address.protocol === "http:" || address.protocol === "https:";
  if (!isWeb) return plainSource(address, options);
  const folder = new URL(".", address);
  return webSource(address, folder, address.pathname.slice(folder.pathname.length), options);
}

function parseAddress(url: string | URL): URL {
  try {
    return new URL(url, globalThis.location?.href);
  } catch (cause) {
    throw new GammakitError("invalid-input", `"${url}" is not an address (URL).`, { url: String(url) }, cause);
  }
}

function plainSource(
  address: URL,
  { fetch = (url, init) => globalThis.fetch(url, init), stallTimeout = 60_000, maxBytes = 2 ** 30 }: UrlSourceOptions,
): ByteSource {
  const file = new RemoteFile(address, { fetch, stallTimeout, maxBytes });
  return {
    name: file.name,
    size: (signal) => file.size(signal),
    read: (offset, length, signal) => file.read(offset, length, signal),
  };
}

/** `path` is that of the file relative to `folder`, which siblings do not leave. */
function webSource(address: URL, folder: URL, path: string, options: UrlSourceOptions): ByteSource {
  const sibling = (relative: string) => {
    const next = resolveSibling(relative, path);
    // A name is taken as it is: what looks like a query, a fragment or an escape in it is part of the name.
    const encoded = next.split("/").map(encodeURIComponent).join("/");
    return webSource(new URL(encoded, folder), folder, next, options);
  };
  return { ...plainSource(address, options), sibling };
}
