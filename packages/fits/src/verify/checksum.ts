/** The parts of a header-data unit as they are stored, padding included. */
export interface StoredUnit {
  readonly header: Uint8Array<ArrayBuffer>;
  /** Undefined where `select` left the data out. */
  readonly data: Uint8Array<ArrayBuffer> | undefined;
}

/** Ones-complement sum of big-endian 32-bit words, going on from `start`. FITS 4.0, appendix J. */
export function onesComplementSum(bytes: Uint8Array<ArrayBuffer>, start = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 4);
  let sum = start;
  for (let at = 0; at < whole; at += 4) {
    sum += view.getUint32(at);
    // Doubles are exact far beyond 2^32, so carries need folding only now and then.
    if (sum > 2 ** 52) sum = fold(sum);
  }
  for (let at = whole; at < bytes.length; at++) sum += bytes[at] * 2 ** (8 * (3 - (at % 4)));
  return fold(sum);
}

/** Adds the carries at the lower end. */
function fold(sum: number): number {
  let folded = sum;
  while (folded >= 2 ** 32) folded = (folded % 2 ** 32) + Math.floor(folded / 2 ** 32);
  return folded;
}

/** What does not agree with the keywords DATASUM and CHECKSUM. */
export function checkSums({ header, data }: StoredUnit, datasum: unknown, checksum: unknown): string[] {
  if (data === undefined || (datasum === undefined && checksum === undefined)) return [];
  const problems: string[] = [];
  const found = onesComplementSum(data);
  if (typeof datasum === "string" && !/^\s*\d+\s*$/.test(datasum)) {
    problems.push(`DATASUM = '${datasum}' is not a whole number, so the data cannot be verified.`);
  } else if (datasum !== undefined && Number(datasum) !== found) {
    problems.push(`DATASUM = ${String(datasum)}, but the data sums to ${found}: the data or the keyword was changed.`);
  }
  const total = onesComplementSum(header, found);
  if (typeof checksum === "string" && checksum.trim() !== "" && total !== 0 && total !== 2 ** 32 - 1) {
    problems.push("CHECKSUM does not agree with the unit: its header or its data was changed.");
  }
  return problems;
}
