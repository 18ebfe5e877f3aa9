import { GammakitError, isGammakitError } from "@gammakit/core";
import { follow } from "./follow.ts";
import { guardDisk, type PartialFile } from "./partial-file.ts";

/** What one try to fetch a file needs. */
export interface Transfer {
  readonly address: string;
  /** Where it goes, for messages. */
  readonly path: string;
  readonly partial: PartialFile;
  /** Nothing more is taken [bytes]. */
  readonly limit: number;
  /** How long the server may be silent [s]. */
  readonly patience: number;
  readonly signal: AbortSignal;
  /** Told how many bytes of the file are there. */
  readonly onBytes: (bytes: number) => void;
}

/** A fault that another try may mend: the line was cut, the server was busy. */
export class PassingFault extends Error {
  /** What the server asks to be waited [s]. */
  readonly wait: number | undefined;

  constructor(message: string, wait?: number) {
    super(message);
    this.wait = wait;
  }
}

/**
 * Fetches what is missing of a file: behind what has come of it already where the server still has the same version, else from
 * the start. Throws PassingFault where another try may help, "io" where it won't.
 */
export async function transfer(job: Transfer): Promise<void> {
  const have = await job.partial.size();
  const version = await job.partial.version();
  const watch = createWatch(job);
  try {
    const answer = await follow(job.address, { headers: requestHeaders(have, version), signal: watch.signal });
    watch.heard();
    const start = await startOf(answer, have, version, job).catch(async (error: unknown) => {
      await answer.body?.cancel();
      throw error;
    });
    await receive(answer, start, job, watch);
  } catch (error) {
    throw asFault(error, job, watch);
  } finally {
    watch.end();
  }
}

function requestHeaders(have: number, version: string | undefined): Record<string, string> {
  return {
    // Parts of a file that is packed on its way could not be put together.
    "accept-encoding": "identity",
    "user-agent": "gammakit",
    ...(have > 0 && { range: `bytes=${have}-`, ...(version !== undefined && { "if-range": version }) }),
  };
}

/** A strong validator: a weak one does not promise the same bytes (RFC 9110, section 8.8.1). */
function versionOf({ headers }: Response): string | undefined {
  const tag = headers.get("etag");
  return tag === null || tag.startsWith("W/") ? undefined : tag;
}

/** Which byte of the file the answer begins with. */
async function startOf(answer: Response, have: number, version: string | undefined, job: Transfer): Promise<number> {
  const { status, headers } = answer;
  if (status === 200) return 0;
  if (status === 206) {
    const begin = /^bytes (\d+)-/.exec(headers.get("content-range") ?? "")?.[1];
    const tag = versionOf(answer);
    const isSame = version === undefined || tag === undefined || tag === version;
    if (Number(begin) === have && isSame) return have;
    await job.partial.discard();
    throw new PassingFault(isSame ? "the server sent another part than was asked for" : "the file has changed there");
  }
  if (status === 416) {
    await job.partial.discard();
    throw new PassingFault("the server has less of the file than has come already");
  }
  const isBusy = status === 408 || status === 425 || status === 429 || status >= 500;
  const words = `the server says ${status}${answer.statusText && ` ${answer.statusText}`}`;
  if (isBusy) throw new PassingFault(words, Number(headers.get("retry-after")) || undefined);
  const advice = status === 404 || status === 410 ? "There is no such file there" : "It can't be had there";
  throw new GammakitError("io", `${job.address}: ${words}. ${advice}; --from names another place.`, {
    address: job.address,
    status,
  });
}

async function receive(answer: Response, start: number, job: Transfer, watch: Watch): Promise<void> {
  const handle = await job.partial.open(start);
  let position = start;
  try {
    await job.partial.setVersion(versionOf(answer));
    for await (const piece of answer.body ?? []) {
      watch.heard();
      if (position + piece.length > job.limit) {
        await job.partial.discard();
        throw new PassingFault(`the server sends more than the ${job.limit} bytes of the file`);
      }
      await guardDisk(job.path, () => handle.write(piece, 0, piece.length, position));
      position += piece.length;
      job.onBytes(position);
    }
    await guardDisk(job.path, () => handle.sync());
  } finally {
    await handle.close();
  }
}

/** Ends a transfer when nothing has been heard for too long. */
interface Watch {
  readonly signal: AbortSignal;
  readonly isSilent: () => boolean;
  heard(): void;
  end(): void;
}

function createWatch({ patience, signal }: Transfer): Watch {
  const silence = new AbortController();
  const start = () => setTimeout(() => silence.abort(), patience * 1000);
  let timer = start();
  return {
    signal: AbortSignal.any([signal, silence.signal]),
    isSilent: () => silence.signal.aborted,
    heard() {
      clearTimeout(timer);
      timer = start();
    },
    end: () => clearTimeout(timer),
  };
}

function asFault(error: unknown, { signal, patience }: Transfer, watch: Watch): unknown {
  if (signal.aborted) return new GammakitError("aborted", "Interrupted.");
  if (watch.isSilent()) return new PassingFault(`nothing came for ${patience} s`);
  if (error instanceof PassingFault || isGammakitError(error)) return error;
  const { cause, message } = error as Error & {
    readonly cause?: { readonly code?: string; readonly message?: string };
  };
  return new PassingFault(networkWords(cause?.code) ?? cause?.message ?? message);
}

function networkWords(code: string | undefined): string | undefined {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "there is no server of that name, or no network";
  if (code === "ECONNREFUSED") return "the server takes no connections";
  if (code === "ECONNRESET" || code === "UND_ERR_SOCKET" || code === "EPIPE") return "the connection was cut";
  if (code === "ETIMEDOUT" || code === "UND_ERR_CONNECT_TIMEOUT") return "the server does not answer";
  return undefined;
}
