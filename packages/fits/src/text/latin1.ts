const decoder = new TextDecoder();
const notAscii = /[^\0-\x7f]/;

/** Latin-1 text of bytes. */
export function latin1(bytes: Uint8Array<ArrayBuffer>): string {
  // Nearly all text in FITS is ASCII, which UTF-8 is too, and that is what platforms decode fastest.
  const text = decoder.decode(bytes);
  return text.length === bytes.length && !notAscii.test(text) ? text : decodeLatin1(bytes);
}

function decodeLatin1(bytes: Uint8Array<ArrayBuffer>): string {
  const step = 8192;
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += step) {
    parts.push(String.fromCharCode.apply(null, bytes.subarray(at, at + step) as unknown as number[]));
  }
  return parts.join("");
}
