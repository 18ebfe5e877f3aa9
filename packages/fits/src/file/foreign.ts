import { latin1 } from "../text/latin1.ts";

/** Why bytes that do not begin as FITS does cannot be read, in a sentence that names what they seem to be. */
export function describeForeign(head: Uint8Array<ArrayBuffer>, name: string): string {
  if (head.length === 0) return `${name} is empty.`;
  const text = latin1(head.subarray(0, 512));
  for (const [begins, what] of signs) if (text.startsWith(begins)) return `${name} is not FITS: it ${what}.`;
  if (/^\s*</.test(text)) return `${name} is not FITS: it looks like HTML or XML. Did a download fail?`;
  return `${name} is not FITS: it does not begin with the card SIMPLE.`;
}

const signs: readonly (readonly [string, string])[] = [
  ["\x1f\x8b", "is compressed with gzip; read it with readFits, which inflates"],
  ["\x1f\x9d", "is compressed with compress (.Z), which is not supported; decompress it first"],
  ["BZh", "is compressed with bzip2, which is not supported; decompress it first"],
  ["\xfd7zXZ", "is compressed with xz, which is not supported; decompress it first"],
  ["(\xb5\x2f\xfd", "is compressed with zstd, which is not supported; decompress it first"],
  ["PK", "is a zip archive, which is not supported; unpack it first"],
  ["version https://git-lfs", "is a Git LFS pointer; fetch the file itself with `git lfs pull`"],
];
