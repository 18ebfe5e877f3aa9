import type { ByteSource } from "@gammakit/core";
import { readFits, verifyFits } from "@gammakit/fits";
import { inflater } from "../job/inflater.ts";

/** What a look at a FITS file by the standard has found. */
export interface Verification {
  /** What is wrong, one sentence each, with the place in the file. */
  readonly faults: readonly string[];
  /** Numbers of the units looked at. */
  readonly verified: readonly number[];
  /** Numbers of those that have a checksum. */
  readonly withChecksum: readonly number[];
}

/** Checks all units of a file against the standard, or one alone. It is read whole. */
export async function verify(source: ByteSource, hdu: string | number | undefined): Promise<Verification> {
  const file = await readFits(source, { inflate: inflater() });
  const units = hdu === undefined ? file.hdus : [file.hdu(hdu)];
  return {
    faults: verifyFits(file, hdu),
    verified: units.map(({ index }) => index),
    withChecksum: units
      .filter(({ header }) => header.has("DATASUM") || header.has("CHECKSUM"))
      .map(({ index }) => index),
  };
}
