import type { ByteSource } from "../contracts/io.ts";
import { GammakitError } from "../errors/gammakit-error.ts";
import { abortError, throwIfAborted } from "./abort.ts";
import { resolveSibling } from "./sibling-path.ts";

/** Options of `urlSource`. */
export interface UrlSourceOptions {
  /** In place of the platform's `fetch`: for headers, credentials, tests. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/**
 * A file on a server as a source. Reads only the parts asked for where the server answers range requests (RFC 9110,
 * section 14), else fetches the file once and keeps it. An answer with an error status is an error "io".
 *
 * `sibling(path)` is a file in the same folder of the server, or below it; nothing outside is opened.
 */
export function urlSource(url: string | URL, options: UrlSourceOptions = {}): ByteSource {
  const address = parseAddress(url);
  const folder = new URL(".", address);
  const path = address.pathname.slice(folder.pathname.length);
  return openAddress(address, folder, path, options);
}

function parseAddress(url: string | URL): URL {
  try {
    return new URL(url, globalThis.location?.href);
  } catch (cause) {
    throw new GammakitError("invalid-input", `"${url}" is not an address (URL).`, { url: String(url) }, cause);
  }
}

/** `path` is that of the file relative to `folder`, which siblings may not leave. */
function openAddress(address: URL, folder: URL, path: string, options: UrlSourceOptions): ByteSource {
  const remote = createRemote(address, options.fetch ?? ((input, init) => fetch(input, init)));
  const isWeb = address.protocol === "http:" || address.protocol === "https:";
  const source = { name: remote.name, size: remote.size, read: remote.read };
  if (!isWeb) return source;
  const sibling = (relative: string) => {
    const next = resolveSibling(relative, path);
    const encoded = next.split("/").map(encodeURIComponent).join("/");
    return openAddress(new URL(encoded, folder), folder, next, options);
  };
  return { ...source, sibling };
}

/** What the first answer says about a file: all its bytes, or its first ones and its size. */
interface Opened {
  readonly size: number;
  readonly head: Uint8Array<ArrayBuffer>;
}

/** Bytes asked for to begin with: they tell whether ranges are answered, and small files are complete with them. */
const firstLength = 2 ** 16;

function createRemote(address: URL, get: NonNullable<UrlSourceOptions["fetch"]>) {
  const name = `${address.origin === "null" ? address.protocol : address.origin}${address.pathname}`;
  let opened: Promise<Opened> | undefined;

  const request = async (range: string | undefined, signal: AbortSignal | undefined): Promise<Response> => {
    throwIfAborted(signal, name);
    const headers = range === undefined ? {} : { range: `bytes=${range}` };
    try {
      return await get(address.href, { headers, ...(signal && { signal }) });
    } catch (cause) {
      throw failure(name, cause, signal);
    }
  };

  const fetchWhole = async (signal: AbortSignal | undefined): Promise<Opened> => {
    const head = await body(await request(undefined, signal), name, signal);
    return { size: head.length, head };
  };

  const fetchFirst = async (signal: AbortSignal | undefined): Promise<Opened> => {
    const response = await request(`0-${firstLength - 1}`, signal);
    if (response.status === 200) {
      const head = await body(response, name, signal);
      return { size: head.length, head };
    }
    const size = response.status === 206 && !response.headers.has("content-encoding") ? totalSize(response) : undefined;
    if (size !== undefined) return { size, head: await body(response, name, signal) };
    const isRangeRefused = response.status === 206 || response.status === 416;
    if (!isRangeRefused) throw statusError(name, response);
    await response.body?.cancel();
    return fetchWhole(signal);
  };

  // A failed attempt is not kept: the next read tries again.
  const open = (signal?: AbortSignal): Promise<Opened> => {
    opened ??= fetchFirst(signal).catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  const read: ByteSource["read"] = async (offset, length, signal) => {
    const { size, head } = await open(signal);
    throwIfAborted(signal, name);
    const end = Math.min(offset + length, size);
    if (end <= head.length) return head.subarray(offset, Math.max(offset, end));
    const response = await request(`${offset}-${end - 1}`, signal);
    const bytes = await body(response, name, signal);
    if (response.status === 200) {
      opened = Promise.resolve({ size: bytes.length, head: bytes });
      return bytes.subarray(offset, end);
    }
    if (bytes.length !== end - offset || (totalSize(response) ?? size) !== size) throw changed(name, offset, end);
    return bytes;
  };

  return { name, size: async () => (await open()).size, read };
}

/** The size of the whole file from `content-range: bytes 0-99/1234`. */
function totalSize(response: Response): number | undefined {
  const total = /\/(\d+)\s*$/.exec(response.headers.get("content-range") ?? "")?.[1];
  return total === undefined ? undefined : Number(total);
}

async function body(response: Response, name: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.ok) throw statusError(name, response);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw failure(name, cause, signal);
  }
}

function statusError(name: string, { status, statusText }: Response): GammakitError {
  const advice =
    status === 404 ? " Is the address right?" : status === 401 || status === 403 ? " Access is denied." : "";
  const words = statusText === "" ? "" : ` ${statusText}`;
  return new GammakitError("io", `${name}: the server answered ${status}${words}.${advice}`, { name, status });
}

function failure(name: string, cause: unknown, signal: AbortSignal | undefined): GammakitError {
  if (signal?.aborted) return abortError(name, signal.reason);
  const message = `${name} cannot be fetched: ${cause instanceof Error ? cause.message : String(cause)}. Is the server up, and does it allow this page (CORS)?`;
  return new GammakitError("io", message, { name }, cause);
}

function changed(name: string, offset: number, end: number): GammakitError {
  const message = `${name}: the server did not send bytes ${offset} to ${end - 1} of the file as it was when opened. Has it changed? Open it again.`;
  return new GammakitError("io", message, { name, offset, end });
}
