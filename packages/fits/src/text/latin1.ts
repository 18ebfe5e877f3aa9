interface NativeBuffer {
  from(
    buffer: ArrayBuffer,
    offset: number,
    length: number,
  ): { toString(encoding: "latin1", start: number, end: number): string };
}

/** Node's own way, where there is one. What browsers call Latin-1 is Windows-1252. */
const native = (globalThis as { readonly Buffer?: NativeBuffer }).Buffer;

/** Latin-1 text of bytes. */
export function latin1(bytes: Uint8Array<ArrayBuffer>): string {
  return compileLatin1(bytes)(0, bytes.length);
}

/** Latin-1 text of many pieces of the same bytes: from `start` to before `end`. */
export function compileLatin1(bytes: Uint8Array<ArrayBuffer>): (start: number, end: number) => string {
  if (native === undefined) return (start, end) => decode(bytes.subarray(start, end));
  const buffer = native.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return (start, end) => buffer.toString("latin1", start, end);
}

/** As many characters at once as an engine takes for arguments. */
const step = 8192;

function decode(bytes: Uint8Array<ArrayBuffer>): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += step) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + step) as unknown as number[]);
  }
  return text;
}
