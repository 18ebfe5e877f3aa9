/**
 * The 16 characters that, in place of zeros ("0"), make a unit whose sum was `sum` add up to all ones.
 * FITS 4.0, appendix J; they are rotated by one, as the value of CHECKSUM begins one byte before a word.
 */
export function encodeChecksum(sum: number): Uint8Array<ArrayBuffer> {
  const complement = 2 ** 32 - 1 - sum;
  const out = new Uint8Array(16);
  for (let i = 0; i < 4; i++) {
    const characters = spread(Math.floor(complement / 256 ** (3 - i)) % 256);
    for (let k = 0; k < 4; k++) out[(4 * k + i + 1) % 16] = characters[k];
  }
  return out;
}

/** Four letters or digits whose distances from "0" add up to `byte`. */
function spread(byte: number): number[] {
  const quarter = Math.floor(byte / 4) + 0x30;
  const characters = [quarter + (byte % 4), quarter, quarter, quarter];
  while (characters.some(isPunctuation)) {
    for (const k of [0, 2]) {
      if (!isPunctuation(characters[k]) && !isPunctuation(characters[k + 1])) continue;
      characters[k]++;
      characters[k + 1]--;
    }
  }
  return characters;
}

function isPunctuation(code: number): boolean {
  return (code > 0x39 && code < 0x41) || (code > 0x5a && code < 0x61);
}
