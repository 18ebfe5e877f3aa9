interface NativeBuffer {
  from(buffer: ArrayBuffer, offset: number, length: number): { toString(encoding: "latin1"): string };
}

/** Node's own way, where there is one. What browsers call Latin-1 is Windows-1252. */
const native = (globalThis as { readonly Buffer?: NativeBuffer }).Buffer;

/** As many characters at once as an engine takes for arguments. */
const step = 8192;

/** Latin-1 text of bytes, from `start` to before `end`. */
export function latin1(bytes: Uint8Array<ArrayBuffer>, start = 0, end = bytes.length): string {
  if (native !== undefined) return native.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
  let text = "";
  for (let at = start; at < end; at += step) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(at + step, end)) as unknown as number[]);
  }
  return text;
}
