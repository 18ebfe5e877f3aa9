import { GammakitError, isGammakitError } from "../errors/gammakit-error.ts";
import { abortError, throwIfAborted } from "./abort.ts";

/** What fetches, as `fetch` of the platform does. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What the first answer says about a file: its size, its version, and its first bytes or all. */
interface Opened {
  readonly size: number;
  /** ETag or date of the last change; undefined where the server tells none. */
  readonly version: string | undefined;
  readonly head: Uint8Array<ArrayBuffer>;
}

/** Bytes asked for to begin with: they tell whether ranges are answered, and small files are complete with them. */
const firstLength = 2 ** 16;

/** A file on a server. Nothing is asked for before the first read; what the first answer brought is kept. */
export class RemoteFile {
  /** The address without its query, which may hold a secret. */
  readonly name: string;
  private readonly url: string;
  private readonly fetch: Fetch;
  private opened: Promise<Opened> | undefined;

  constructor(address: URL, fetch: Fetch) {
    this.name = `${address.origin === "null" ? address.protocol : address.origin}${address.pathname}`;
    this.url = address.href;
    this.fetch = fetch;
  }

  async size(): Promise<number> {
    return (await this.open(undefined)).size;
  }

  async read(offset: number, length: number, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
    throwIfAborted(signal, this.name);
    const opened = await this.open(signal);
    const { size, head } = opened;
    throwIfAborted(signal, this.name);
    const end = Math.min(offset + length, size);
    if (end <= head.length || end <= offset) return head.subarray(offset, Math.max(offset, end));
    const response = await this.request(`${offset}-${end - 1}`, signal);
    const bytes = await this.body(response, signal);
    const isWhole = response.status === 200;
    const part = isWhole ? { start: 0, size: bytes.length } : sentPart(response);
    const isExpected = bytes.length === (isWhole ? size : end - offset);
    const isSame = isSameVersion(versionOf(response), opened.version) && (part?.size ?? size) === size;
    if (!isExpected || !isSame || (part?.start ?? offset) !== (isWhole ? 0 : offset)) {
      throw changed(this.name, offset, end);
    }
    if (!isWhole) return bytes;
    this.opened = Promise.resolve({ ...opened, head: bytes });
    return bytes.subarray(offset, end);
  }

  /** The first answer. A failure is not kept: the next read tries again. */
  private async open(signal: AbortSignal | undefined): Promise<Opened> {
    this.opened ??= this.fetchFirst(signal).catch((error) => {
      this.opened = undefined;
      throw error;
    });
    try {
      return await this.opened;
    } catch (error) {
      // Another reader, whose request this one was waiting for, has called it off.
      if (isGammakitError(error, "aborted") && !signal?.aborted) return this.open(signal);
      throw error;
    }
  }

  private async fetchFirst(signal: AbortSignal | undefined): Promise<Opened> {
    const response = await this.request(`0-${firstLength - 1}`, signal);
    if (response.status === 200) return this.whole(response, signal);
    const isPart = response.status === 206 && !response.headers.has("content-encoding");
    const part = isPart ? sentPart(response) : undefined;
    if (part?.start === 0 && part.size !== undefined) {
      return { size: part.size, version: versionOf(response), head: await this.body(response, signal) };
    }
    if (response.status !== 206 && response.status !== 416) throw statusError(this.name, response);
    await response.body?.cancel();
    return this.whole(await this.request(undefined, signal), signal);
  }

  private async whole(response: Response, signal: AbortSignal | undefined): Promise<Opened> {
    const head = await this.body(response, signal);
    return { size: head.length, version: versionOf(response), head };
  }

  private async request(range: string | undefined, signal: AbortSignal | undefined): Promise<Response> {
    const headers = range === undefined ? {} : { range: `bytes=${range}` };
    try {
      return await this.fetch(this.url, { headers, ...(signal && { signal }) });
    } catch (cause) {
      throw failure(this.name, cause, signal);
    }
  }

  private async body(response: Response, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
    if (!response.ok) throw statusError(this.name, response);
    try {
      return new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      throw failure(this.name, cause, signal);
    }
  }
}

/** Where the sent part begins, and the size of the whole file where it is told: `content-range: bytes 0-99/1234`. */
function sentPart(response: Response): { readonly start: number; readonly size: number | undefined } | undefined {
  const found = /^\s*bytes\s+(\d+)-\d+\/(\d+|\*)\s*$/i.exec(response.headers.get("content-range") ?? "");
  if (found === null) return undefined;
  return { start: Number(found[1]), size: found[2] === "*" ? undefined : Number(found[2]) };
}

/** What tells one version of a file from another. */
function versionOf({ headers }: Response): string | undefined {
  return headers.get("etag") ?? headers.get("last-modified") ?? undefined;
}

/** Servers need not tell, or not always. */
function isSameVersion(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function statusError(name: string, { status, statusText }: Response): GammakitError {
  const advice =
    status === 404 ? " Is the address right?" : status === 401 || status === 403 ? " Access is denied." : "";
  const words = statusText === "" ? "" : ` ${statusText}`;
  return new GammakitError("io", `${name}: the server answered ${status}${words}.${advice}`, { name, status });
}

function failure(name: string, cause: unknown, signal: AbortSignal | undefined): GammakitError {
  if (signal?.aborted) return abortError(name, signal.reason);
  const words = cause instanceof Error ? cause.message : String(cause);
  const message = `${name} cannot be fetched: ${words}. Is the server up, and does it allow this page (CORS)?`;
  return new GammakitError("io", message, { name }, cause);
}

function changed(name: string, offset: number, end: number): GammakitError {
  const message = `${name}: the server did not send bytes ${offset} to ${end - 1} of the file as it was when opened. Has it changed? Open it again.`;
  return new GammakitError("io", message, { name, offset, end });
}
