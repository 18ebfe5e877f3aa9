/** Collects up to `most` bytes that come in pieces. It grows by doubling, so what a file says of its size need not be believed. */
export class OutputBuffer {
  length = 0;
  private bytes: Uint8Array<ArrayBuffer>;

  private readonly most: number;

  constructor(expected: number, most: number) {
    this.most = most;
    this.bytes = new Uint8Array(Math.max(expected, 2 ** 16));
  }

  add(piece: Uint8Array): void {
    const end = this.length + piece.length;
    if (end > this.bytes.length) {
      const larger = new Uint8Array(Math.max(end, Math.min(2 * this.bytes.length, this.most)));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(piece, this.length);
    this.length = end;
  }

  /** The bytes so far. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }
}
