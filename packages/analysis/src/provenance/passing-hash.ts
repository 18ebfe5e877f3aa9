import type { ByteSource } from "@gammakit/core";
import type { RunningHash } from "./sha256.ts";

/** What a reader passes over is read for the hash up to this length [bytes], such as a response that a job does not need. */
const mostPassedOver = 2 ** 20;

/** The hash of a file that is read from front to back piece by piece, taken of the bytes as they pass by. */
export class PassingHash {
  /** Whether too much was passed over for the hash to be known. */
  hasGap = false;
  private readonly source: ByteSource;
  private readonly size: number;
  private readonly begin: () => RunningHash | Promise<RunningHash>;
  private hash: RunningHash | undefined;
  /** Where the bytes begin that have not passed by. */
  private next = 0;
  private last: Promise<void> = Promise.resolve();
  private digest: string | undefined;

  constructor(source: ByteSource, size: number, begin: () => RunningHash | Promise<RunningHash>) {
    this.source = source;
    this.size = size;
    this.begin = begin;
  }

  /** Takes bytes from `offset` on; those that have passed by before are left out. Never fails. */
  async add(offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.last = this.last
      .then(() => this.take(offset, bytes))
      .catch(() => {
        this.hasGap = true;
      });
    await this.last;
  }

  /** The hash, with what little may be left of the file read; null where more than that was passed over. */
  async finish(): Promise<string | null> {
    if (this.size - this.next > mostPassedOver) return null;
    await this.add(this.size, new Uint8Array(0));
    if (this.hasGap) return null;
    this.digest ??= (await this.running()).digest();
    return this.digest;
  }

  private async take(offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.hasGap) return;
    const gap = offset - this.next;
    if (gap > mostPassedOver) throw new RangeError(`${gap} bytes were passed over`);
    if (gap > 0) {
      const between = await this.source.read(this.next, gap);
      if (between.length !== gap) throw new RangeError(`${between.length} of ${gap} bytes were passed over`);
      await this.update(between);
    }
    const known = this.next - offset;
    if (known < bytes.length) await this.update(known === 0 ? bytes : bytes.subarray(known));
  }

  private async update(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    (await this.running()).update(bytes);
    this.next += bytes.length;
  }

  private async running(): Promise<RunningHash> {
    this.hash ??= await this.begin();
    return this.hash;
  }
}
