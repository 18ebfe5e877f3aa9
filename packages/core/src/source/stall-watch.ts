/** Ends a request of which nothing more comes. */
export interface StallWatch {
  /** For the request: ends with that of the caller, or when nothing has come for too long. */
  readonly signal: AbortSignal;
  /** Something has come. */
  beat(): void;
  /** The request is over. */
  end(): void;
  hasStalled(): boolean;
}

/** A watch over a request, which may be silent for `timeout` [ms]. */
export function watchStalls(caller: AbortSignal | undefined, timeout: number): StallWatch {
  const controller = new AbortController();
  let hasStalled = false;
  const stall = () => {
    hasStalled = true;
    controller.abort(new Error(`nothing came for ${timeout} ms`));
  };
  const follow = () => controller.abort(caller?.reason);
  let timer = setTimeout(stall, timeout);
  if (caller?.aborted) follow();
  else caller?.addEventListener("abort", follow);
  return {
    signal: controller.signal,
    beat() {
      clearTimeout(timer);
      timer = setTimeout(stall, timeout);
    },
    end() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", follow);
    },
    hasStalled: () => hasStalled,
  };
}

/** The body of an answer; empty, and cut, where it has more bytes than it may. */
export interface Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isCut: boolean;
}

/** The body of an answer, piece by piece, so that the watch sees them come. Of more than `most` bytes the rest is not waited for. */
export async function readBody(response: Response, watch: StallWatch, most: number): Promise<Body> {
  const pieces: Uint8Array[] = [];
  let length = toldLength(response);
  const reader = response.body?.getReader();
  if (length <= most) {
    length = 0;
    for (;;) {
      const next = await reader?.read();
      if (next === undefined || next.done) break;
      watch.beat();
      pieces.push(next.value);
      length += next.value.length;
      if (length > most) break;
    }
  }
  if (length > most) {
    await reader?.cancel().catch(() => undefined);
    return { bytes: new Uint8Array(0), isCut: true };
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, isCut: false };
}

/** What the answer says of its length, of which what is packed on the way says nothing. */
function toldLength({ headers }: Response): number {
  return headers.has("content-encoding") ? 0 : Number(headers.get("content-length")) || 0;
}
