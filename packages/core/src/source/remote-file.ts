import { GammakitError, isGammakitError } from "../errors/gammakit-error.ts";
import { abortError, throwIfAborted } from "./abort.ts";
import { type Body, readBody } from "./read-body.ts";
import { type StallWatch, watchStalls } from "./stall-watch.ts";

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

/** How a file on a server is fetched. */
export interface RemoteFileOptions {
  readonly fetch: Fetch;
  /** [ms]. */
  readonly stallTimeout: number;
  /** Of a file that comes whole. */
  readonly maxBytes: number;
}

/** A file on a server. Nothing is asked for before the first read; what the first answer brought is kept. */
export class RemoteFile {
  /** The address without its query, which may hold a secret. */
  readonly name: string;
  private readonly url: string;
  private readonly options: RemoteFileOptions;
  private opened: Promise<Opened> | undefined;

  constructor(address: URL, options: RemoteFileOptions) {
    this.name = `${address.origin === "null" ? address.protocol : address.origin}${address.pathname}`;
    this.url = address.href;
    this.options = options;
  }

  async size(signal: AbortSignal | undefined): Promise<number> {
    return (await this.open(signal)).size;
  }

  async read(offset: number, length: number, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
    throwIfAborted(signal, this.name);
    const opened = await this.open(signal);
    const { size, head } = opened;
    throwIfAborted(signal, this.name);
    const end = Math.min(offset + length, size);
    if (end <= head.length || end <= offset) return head.subarray(offset, Math.max(offset, end));
    const most = (response: Response) => (response.status === 200 ? size : end - offset);
    const { response, bytes } = await this.request(`${offset}-${end - 1}`, signal, most);
    const isWhole = response.status === 200;
    const part = isWhole ? undefined : sentPart(response);
    const isExpected = bytes.length === most(response) && (part?.start ?? offset) === offset;
    const isSame = isSameVersion(versionOf(response), opened.version) && (part?.size ?? size) === size;
    if (!isExpected || !isSame) throw changed(this.name, offset, end);
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
    const { maxBytes } = this.options;
    const most = (response: Response) => (response.status === 206 ? firstLength : maxBytes);
    const { response, bytes, isCut } = await this.request(`0-${firstLength - 1}`, signal, most, mayBePart);
    if (isCut) throw response.status === 206 ? changed(this.name, 0, firstLength) : tooLarge(this.name, maxBytes);
    if (response.status === 200) return { size: bytes.length, version: versionOf(response), head: bytes };
    const isPart = response.status === 206 && !response.headers.has("content-encoding");
    const part = isPart ? sentPart(response) : undefined;
    if (part?.start === 0 && part.size !== undefined) {
      return { size: part.size, version: versionOf(response), head: bytes };
    }
    if (response.status !== 206 && response.status !== 416) throw statusError(this.name, response);
    const whole = await this.request(undefined, signal, () => maxBytes);
    if (whole.isCut) throw tooLarge(this.name, maxBytes);
    return { size: whole.bytes.length, version: versionOf(whole.response), head: whole.bytes };
  }

  /**
   * An answer and its body, of at most as many bytes as `most` says. An error status is an error; an answer for which `isWanted`
   * is false comes without its body.
   */
  private async request(
    range: string | undefined,
    signal: AbortSignal | undefined,
    most: (response: Response) => number,
    isWanted: (response: Response) => boolean = () => true,
  ): Promise<Answer> {
    const headers = range === undefined ? {} : { range: `bytes=${range}` };
    const watch = watchStalls(signal, this.options.stallTimeout);
    try {
      const response = await this.options.fetch(this.url, { headers, signal: watch.signal });
      watch.beat();
      const wanted = isWanted(response);
      // A body that nobody reads keeps its connection open.
      if (!wanted || !response.ok) await response.body?.cancel().catch(() => undefined);
      if (!wanted) return { response, bytes: new Uint8Array(0), isCut: false };
      if (!response.ok) throw statusError(this.name, response);
      return { response, ...(await readBody(response, watch, most(response))) };
    } catch (cause) {
      throw isGammakitError(cause) ? cause : this.failure(cause, signal, watch);
    } finally {
      watch.end();
    }
  }

  private failure(cause: unknown, signal: AbortSignal | undefined, { hasStalled }: StallWatch): GammakitError {
    if (!hasStalled()) return failure(this.name, cause, signal);
    const message = `${this.name} cannot be fetched: the server sent nothing for ${this.options.stallTimeout / 1000} s. Try again later.`;
    return new GammakitError("io", message, { name: this.name }, cause);
  }
}

interface Answer extends Body {
  readonly response: Response;
}

/** Whether the first answer has bytes to be used: the file, the part asked for, or an error that says what it is. */
function mayBePart(response: Response): boolean {
  if (response.status === 416) return false;
  if (response.status !== 206) return true;
  const part = response.headers.has("content-encoding") ? undefined : sentPart(response);
  return part?.start === 0 && part.size !== undefined;
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
  const why = reasonOf(cause);
  const message =
    why === undefined
      ? `${name} cannot be fetched: ${words}. Is the server up, and does it allow this page (CORS)?`
      : `${name} cannot be fetched: ${why}. Is the address right, and the server up?`;
  return new GammakitError("io", message, { name }, cause);
}

/** What Node says under its "fetch failed"; browsers tell nothing. */
function reasonOf(cause: unknown): string | undefined {
  const under = cause instanceof Error ? cause.cause : undefined;
  if (!(under instanceof Error)) return undefined;
  return under.message || (under as { readonly code?: string }).code;
}

function changed(name: string, offset: number, end: number): GammakitError {
  const message = `${name}: the server did not send bytes ${offset} to ${end - 1} of the file as it was when opened. Has it changed? Open it again.`;
  return new GammakitError("io", message, { name, offset, end });
}

function tooLarge(name: string, maxBytes: number): GammakitError {
  const message = `${name} comes whole, and is over the limit of ${maxBytes} bytes; raise maxBytes, or let the server answer ranges.`;
  return new GammakitError("limit-exceeded", message, { name, maxBytes });
}
