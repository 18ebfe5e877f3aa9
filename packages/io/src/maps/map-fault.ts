import { GammakitError } from "@gammakit/core";
import type { FitsFile, FitsHdu } from "@gammakit/fits";

/** File and HDU, for messages. */
export function placeOf(file: FitsFile, hdu: FitsHdu): string {
  return `${file.name}, HDU ${hdu.index}${hdu.name === "" ? "" : ` (${hdu.name})`}`;
}

/** What is wrong with a file. `where` is what {@link placeOf} gives. */
export function mapFault(
  where: string,
  what: string,
  details: Readonly<Record<string, unknown>> = {},
  cause?: unknown,
): GammakitError {
  return new GammakitError("invalid-file", `${where}: ${what}.`, { where, ...details }, cause);
}

/** What a file holds that this library cannot. */
export function mapUnsupported(
  where: string,
  what: string,
  details: Readonly<Record<string, unknown>> = {},
): GammakitError {
  return new GammakitError("unsupported", `${where}: ${what}.`, { where, ...details });
}
