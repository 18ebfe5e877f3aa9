import type { ByteSource } from "@gammakit/core";
import { Z_NO_FLUSH, Z_OK, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit2, zlibInflateReset } from "pako";
import { aborted, type InflateContext, tooLarge } from "./inflate.ts";
import { damaged, gzipWindow, hasMagic, ignoredRest } from "./inflate-members.ts";

/** Packed bytes read at a time. */
const pieceLength = 2 ** 20;

/** Unpacked bytes that are passed over are written here. */
const scratchLength = 2 ** 18;

/**
 * Reads a gzip file from front to back without ever holding it, packed or unpacked, as a whole. What is asked for may overlap what was
 * asked for last, and must not lie before it.
 */
export class PackedReader {
  private readonly source: ByteSource;
  private readonly size: number;
  private readonly context: InflateContext;
  private readonly stream = new ZStream();
  /** Packed bytes read so far. */
  private taken = 0;
  /** Unpacked bytes so far. */
  private at = 0;
  private ended = false;
  /** The answer given last, which begins at `heldFrom`. */
  private held = new Uint8Array(0);
  private heldFrom = 0;
  private scratch: Uint8Array<ArrayBuffer> | undefined;

  constructor(source: ByteSource, size: number, context: InflateContext) {
    this.source = source;
    this.size = size;
    this.context = context;
    zlibInflateInit2(this.stream, gzipWindow);
    this.stream.input = new Uint8Array(0);
  }

  /** The bytes from `offset` on, fewer at the end only. */
  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    // Nothing is set aside for what a header promises beyond the limit.
    if (length > this.context.maxBytes) throw tooLarge(this.context);
    const start = offset - this.heldFrom;
    if (start >= 0 && start + length <= this.held.length) return this.held.subarray(start, start + length);
    await this.skipTo(offset);
    const out = new Uint8Array(length);
    const before = this.held.subarray(start);
    out.set(before);
    const filled = before.length + (await this.fill(out, before.length));
    this.held = out.subarray(0, filled);
    this.heldFrom = offset;
    return this.held;
  }

  /** Reads what is left, so that all of it is checked, and tells how long the whole is. */
  async finish(): Promise<number> {
    await this.skipTo(Number.POSITIVE_INFINITY);
    return this.at;
  }

  private async skipTo(offset: number): Promise<void> {
    while (this.at < offset && !this.ended) {
      this.scratch ??= new Uint8Array(scratchLength);
      await this.fill(this.scratch.subarray(0, Math.min(scratchLength, offset - this.at)), 0);
    }
  }

  /** Unpacks into `out` from `start` on, and tells how many bytes came. */
  private async fill(out: Uint8Array<ArrayBuffer>, start: number): Promise<number> {
    const { stream } = this;
    stream.output = out;
    stream.next_out = start;
    stream.avail_out = out.length - start;
    while (stream.avail_out > 0 && !this.ended) {
      if (stream.avail_in === 0) await this.take();
      const before = stream.next_out;
      const status = zlibInflate(stream, Z_NO_FLUSH);
      this.at += stream.next_out - before;
      if (this.at > this.context.maxBytes) throw tooLarge(this.context);
      if (status === Z_STREAM_END) await this.nextMember();
      else if (status !== Z_OK && stream.avail_in > 0) throw damaged(this.context.name, stream.msg, this.position());
      else if (stream.avail_in === 0 && stream.avail_out > 0 && this.taken === this.size) {
        throw damaged(this.context.name, "", this.position());
      }
    }
    return stream.next_out - start;
  }

  private async nextMember(): Promise<void> {
    const { stream } = this;
    while (stream.avail_in < 2 && this.taken < this.size) await this.take();
    zlibInflateReset(stream);
    if (hasMagic(stream.input, stream.next_in)) return;
    this.ended = true;
    const rest = this.size - this.position();
    let isPadding = isZero(stream.input.subarray(stream.next_in));
    while (this.taken < this.size) {
      stream.next_in = stream.input.length;
      stream.avail_in = 0;
      await this.take();
      isPadding &&= isZero(stream.input);
    }
    if (!isPadding) this.context.warn(ignoredRest(this.context.name, rest));
  }

  /** More packed bytes, behind those that are left. */
  private async take(): Promise<void> {
    const { stream, context } = this;
    if (context.signal?.aborted) throw aborted(context);
    const left = stream.input.subarray(stream.next_in);
    const length = Math.min(pieceLength, this.size - this.taken);
    const piece = length > 0 ? await this.source.read(this.taken, length, context.signal) : left.subarray(0, 0);
    this.taken = piece.length < length ? this.size : this.taken + piece.length;
    stream.input = left.length === 0 ? piece : joined(left, piece);
    stream.next_in = 0;
    stream.avail_in = stream.input.length;
  }

  /** Of the next packed byte. */
  private position(): number {
    return this.taken - this.stream.avail_in;
  }
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
