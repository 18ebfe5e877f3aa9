/** A hash that is not finished. */
export interface RunningHash {
  update(bytes: Uint8Array<ArrayBuffer>): void;
  /** In hexadecimal, once all bytes have come. */
  digest(): string;
}

/** Computes SHA-256 in hexadecimal; null where it can't. */
export interface Sha256 {
  (bytes: Uint8Array<ArrayBuffer>): string | null | Promise<string | null>;
  /** Begins the hash of a file that is never in memory as a whole; what comes with gammakit where absent. */
  begin?(): RunningHash;
}

/** SHA-256 with what browsers and Node have. */
export async function platformSha256(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  const digest = subtle === undefined ? undefined : await subtle.digest("SHA-256", bytes).catch(() => undefined);
  return digest === undefined ? null : hex(new Uint8Array(digest));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
