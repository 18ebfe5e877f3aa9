const form = /^([+-]?)(\d*)(\.?)(\d*)(?:(?:[EDed]([+-]?\d+))|([+-]\d+))?$/;

/**
 * The number in a field of an ASCII table; undefined where it is none. A field of blanks is 0. Without a point, the
 * last `decimals` digits stand behind an implied one; the exponent may follow without its letter. FITS 4.0, section 7.2.5.
 */
export function parseAsciiNumber(text: string, decimals: number): number | undefined {
  if (text === "") return 0;
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, point, fraction, exponent = match[6] ?? "0"] = match;
  if (whole === "" && fraction === "") return undefined;
  const shift = point === "" ? decimals : 0;
  return Number(`${sign}${whole}.${fraction}e${Number(exponent) - shift}`);
}
