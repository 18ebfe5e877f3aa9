/** SHA-256 in hexadecimal digits of the bytes of an array. */
export async function sha256(values: ArrayBufferView<ArrayBuffer>): Promise<string> {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The digest of doubles, in which every NaN has the same bits. */
export function doublesDigest(values: Float64Array<ArrayBuffer>): Promise<string> {
  const words = new BigUint64Array(values.slice().buffer);
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) words[i] = 0x7ff8000000000000n;
  return sha256(words);
}

/** The digest of strings: joined by line feeds, as UTF-8. */
export function stringsDigest(strings: readonly string[]): Promise<string> {
  return sha256(new TextEncoder().encode(strings.join("\n")));
}
