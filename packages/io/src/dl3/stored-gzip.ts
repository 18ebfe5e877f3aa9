/** Bytes that one block without compression can hold. RFC 1951, section 3.2.4. */
const blockLength = 0xffff;

/**
 * Bytes as a gzip file that is not compressed: for what must be called ".gz", and be the same bytes everywhere, which compressors are not.
 * RFC 1951 and 1952; no name, no time.
 */
export function storedGzip(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = Math.max(1, Math.ceil(bytes.length / blockLength));
  const out = new Uint8Array(10 + 5 * blocks + bytes.length + 8);
  const view = new DataView(out.buffer);
  // Magic, method "deflate", no flags, no time, no level, unknown system.
  out.set([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  let at = 10;
  for (let k = 0; k < blocks; k++) {
    const part = bytes.subarray(k * blockLength, (k + 1) * blockLength);
    out[at] = k === blocks - 1 ? 1 : 0;
    view.setUint16(at + 1, part.length, true);
    view.setUint16(at + 3, part.length ^ 0xffff, true);
    out.set(part, at + 5);
    at += 5 + part.length;
  }
  view.setUint32(at, crc32(bytes), true);
  view.setUint32(at + 4, bytes.length, true);
  return out;
}

/** The checksum of gzip. RFC 1952, section 8. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ remainders[(crc ^ bytes[i]) & 0xff];
  return (crc ^ 0xffffffff) >>> 0;
}

const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});
