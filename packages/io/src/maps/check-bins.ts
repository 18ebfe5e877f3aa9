import type { MapValues } from "@gammakit/core";
import type { FitsFile } from "@gammakit/fits";
import { mapFault, placeOf } from "./map-fault.ts";

/** What the number of a bin must be. */
export interface Needed {
  readonly words: string;
  isRight(value: number): boolean;
}

export const number: Needed = { words: "a finite number", isRight: Number.isFinite };
export const amount: Needed = {
  words: "a finite number from 0",
  isRight: (value) => value >= 0 && Number.isFinite(value),
};
export const positive: Needed = {
  words: "a finite number above 0",
  isRight: (value) => value > 0 && Number.isFinite(value),
};

/** Throws "invalid-file" where the number of an energy bin that is `used` is not what it must be. */
export function checkBins(
  file: FitsFile,
  hdu: string,
  values: MapValues,
  { words, isRight }: Needed,
  isUsed: (bin: number) => boolean = () => true,
): void {
  const bin = values.findIndex((value, j) => isUsed(j) && !isRight(value));
  if (bin < 0) return;
  const what = `the value of energy bin ${bin}, counted from 0, is ${values[bin]}, and ${words} is needed`;
  throw mapFault(placeOf(file, file.hdu(hdu)), what, { bin });
}

/** Throws "invalid-file" where counts are negative, or no numbers. */
export function checkBinCounts(file: FitsFile, hdu: string, values: MapValues): void {
  const bin = values.findIndex((value) => !amount.isRight(value));
  if (bin < 0) return;
  const what = `the counts of energy bin ${bin}, counted from 0, are ${values[bin]}; counts cannot be negative or missing`;
  throw mapFault(placeOf(file, file.hdu(hdu)), what, { bin });
}
