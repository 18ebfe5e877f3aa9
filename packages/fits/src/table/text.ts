import type { Field } from "../numbers/arrays.ts";
import { latin1 } from "../text/latin1.ts";

/** Strings of `length` bytes each, [row × repeat]: cut at the first NUL, without the blanks at their end. */
export function readStrings({ view, offset, stride, rows, repeat }: Field, length: number): string[] {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const out: string[] = [];
  for (let row = 0; row < rows; row++) {
    const start = offset + row * stride;
    for (let k = 0; k < repeat; k++) out.push(withoutEnd(latin1(bytes, start + k * length, start + (k + 1) * length)));
  }
  return out;
}

/** The text up to the first NUL, without the blanks at its end. */
function withoutEnd(text: string): string {
  const nul = text.indexOf("\0");
  let end = nul < 0 ? text.length : nul;
  while (end > 0 && text.charCodeAt(end - 1) === 0x20) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** Logical values: 1 for T, 0 for F, 255 for anything else. */
export function toLogicals(stored: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  for (let i = 0; i < stored.length; i++) stored[i] = stored[i] === 0x54 ? 1 : stored[i] === 0x46 ? 0 : 255;
  return stored;
}

/** Bits, one byte each, the highest bit of a byte first: `count` bits of each of the `rows` runs. */
export function readBits({ view, offset, stride, rows }: Field, count: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(rows * count);
  let n = 0;
  for (let row = 0; row < rows; row++) {
    const start = offset + row * stride;
    for (let bit = 0; bit < count; bit++) out[n++] = (view.getUint8(start + (bit >> 3)) >> (7 - (bit & 7))) & 1;
  }
  return out;
}
