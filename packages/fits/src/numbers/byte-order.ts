const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

interface NativeBuffer {
  from(buffer: ArrayBuffer): { swap32(): void; swap64(): void };
}

/** Node's own way to swap bytes, where there is one: it is fast before any loop is compiled. */
const native = (globalThis as { readonly Buffer?: NativeBuffer }).Buffer;

/** Big-endian 32-bit words, as files have them, to those of the machine, in place. */
export function toNative32(buffer: ArrayBuffer): void {
  if (!littleEndian) return;
  if (native !== undefined) native.from(buffer).swap32();
  else swapWords(new Int32Array(buffer));
}

/** Big-endian 64-bit words, as files have them, to those of the machine, in place. */
export function toNative64(buffer: ArrayBuffer): void {
  if (!littleEndian) return;
  if (native !== undefined) {
    native.from(buffer).swap64();
    return;
  }
  const words = new Int32Array(buffer);
  swapWords(words);
  for (let i = 0; i < words.length; i += 2) {
    const first = words[i];
    words[i] = words[i + 1];
    words[i + 1] = first;
  }
}

function swapWords(words: Int32Array): void {
  for (let i = 0; i < words.length; i++) {
    const v = words[i];
    words[i] = (v << 24) | ((v & 0xff00) << 8) | ((v >>> 8) & 0xff00) | (v >>> 24);
  }
}
