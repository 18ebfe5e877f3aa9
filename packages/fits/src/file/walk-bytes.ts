import type { ReadFitsOptions } from "../read-fits.ts";
import { describePlace, type Place } from "./place.ts";
import { type WalkedUnit, type WalkInput, walk } from "./walker.ts";

/** The header-data units of a file in memory. */
export function walkBytes(bytes: Uint8Array<ArrayBuffer>, input: WalkInput): readonly WalkedUnit[] {
  const walker = walk(input);
  let step = walker.next();
  while (!step.done) {
    const { offset, length } = step.value;
    step = walker.next(bytes.subarray(offset, offset + length));
  }
  return step.value;
}

/** What a walk through a file needs; what it warns of is added to `warnings`. */
export function walkInput(
  name: string,
  size: number,
  { select, columns }: Pick<ReadFitsOptions, "select" | "columns">,
  warnings: string[],
): WalkInput {
  const warn = (place: Place, message: string) => {
    warnings.push(`${describePlace(place)}: ${message}`);
  };
  return { name, size, select, columns, warn };
}
