import type { ByteSource } from "@gammakit/core";
import { type FitsFile, type ReadFitsOptions, readFits } from "@gammakit/fits";

/** Where a FITS file comes from: bytes from anywhere, or a file that is read already. */
export type FitsInput = ByteSource | ArrayBuffer | Uint8Array<ArrayBuffer> | Blob | FitsFile;

/** The file, read where it is not yet. */
export async function openFits(input: FitsInput, options: ReadFitsOptions): Promise<FitsFile> {
  return isFitsFile(input) ? input : readFits(input, options);
}

function isFitsFile(input: FitsInput): input is FitsFile {
  return "hdus" in input && Array.isArray(input.hdus);
}
