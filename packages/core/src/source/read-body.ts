import type { StallWatch } from "./stall-watch.ts";

/** The body of an answer; empty, and cut, where it has more bytes than it may. */
export interface Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isCut: boolean;
}

/** [bytes] What is taken at a time where nothing, or the word of the server alone, says how many come. */
const step = 2 ** 24;

/** A buffer that grows in its place, which engines have since 2021 to 2024. */
interface ResizableBuffer extends ArrayBuffer {
  readonly resizable?: boolean;
  resize(length: number): void;
}

/**
 * The body of an answer, piece by piece, so that the watch sees them come. Of more than `most` bytes the rest is not waited for. There
 * is one copy of it at a time, whether or not the answer tells its length: it grows in a buffer that can, or else by copies of twice
 * the size.
 */
export async function readBody(response: Response, watch: StallWatch, most: number): Promise<Body> {
  const reader = response.body?.getReader();
  try {
    return await readPieces(reader, toldLength(response), watch, most);
  } finally {
    // What was read to its end has no connection any more; what was not, as where there is no room for it, keeps its own.
    await reader?.cancel().catch(() => undefined);
  }
}

async function readPieces(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  told: number,
  watch: StallWatch,
  most: number,
): Promise<Body> {
  let bytes = new Uint8Array(told > most ? 0 : Math.min(told, step));
  let growing: ResizableBuffer | undefined;
  let length = told > most ? told : 0;
  while (length <= most) {
    const next = await reader?.read();
    if (next === undefined || next.done) return { bytes: settled(bytes, length, growing), isCut: false };
    watch.beat();
    const end = length + next.value.length;
    if (end <= most) {
      if (end > bytes.length) {
        const before = bytes.subarray(0, length);
        if (end > told && end > step) growing ??= resizable(most);
        growing?.resize(Math.min(most, end + step));
        if (growing === undefined) bytes = new Uint8Array(end > told ? Math.min(most, 2 * end) : told);
        else if (bytes.buffer !== growing) bytes = new Uint8Array(growing);
        if (before.buffer !== growing) bytes.set(before);
      }
      bytes.set(next.value, length);
    }
    length = end;
  }
  return { bytes: new Uint8Array(0), isCut: true };
}

/** What the answer says of its length, of which what is packed on the way says nothing: 0 where it says none, or nonsense. */
function toldLength({ headers }: Response): number {
  return headers.has("content-encoding") ? 0 : Math.max(0, Number(headers.get("content-length")) || 0);
}

/** An empty buffer that may grow to `most` bytes; undefined where there is no such thing, or no room for it. */
function resizable(most: number): ResizableBuffer | undefined {
  try {
    const Resizable = ArrayBuffer as unknown as new (
      length: number,
      options: { readonly maxByteLength: number },
    ) => ResizableBuffer;
    const made = new Resizable(0, { maxByteLength: most });
    return made.resizable ? made : undefined;
  } catch {
    return undefined;
  }
}

/** The first `length` bytes in a buffer of that size, as others are: platforms refuse to read text from one that may grow. */
function settled(
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
  growing: ResizableBuffer | undefined,
): Uint8Array<ArrayBuffer> {
  if (growing === undefined) return length === bytes.length ? bytes : bytes.slice(0, length);
  const all = new Uint8Array(length);
  // From the end, which is given back part by part.
  for (let begin = length; begin > 0; growing.resize(begin)) {
    const end = begin;
    begin = Math.max(0, end - step);
    all.set(bytes.subarray(begin, end), begin);
  }
  return all;
}
