/** Whether the machine has the lowest byte of a number first; files have the highest. */
export const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

interface NativeBuffer {
  from(buffer: ArrayBuffer): { swap32(): void; swap64(): void };
}

/** Node's own way to swap bytes, where there is one: it is fast before any loop is compiled. */
const native = (globalThis as { readonly Buffer?: NativeBuffer }).Buffer;

/** Big-endian numbers of `size` bytes, as files have them, to those of the machine, in place. */
export function toNative(buffer: ArrayBuffer, size: 4 | 8): void {
  if (!littleEndian) return;
  if (native !== undefined) {
    const bytes = native.from(buffer);
    if (size === 4) bytes.swap32();
    else bytes.swap64();
    return;
  }
  const words = new Int32Array(buffer);
  for (let i = 0; i < words.length; i++) {
    const v = words[i];
    words[i] = (v << 24) | ((v & 0xff00) << 8) | ((v >>> 8) & 0xff00) | (v >>> 24);
  }
  if (size === 4) return;
  for (let i = 0; i < words.length; i += 2) {
    const first = words[i];
    words[i] = words[i + 1];
    words[i + 1] = first;
  }
}
