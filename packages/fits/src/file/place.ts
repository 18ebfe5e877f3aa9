import { GammakitError } from "@gammakit/core";

/** Where in which file something is, for messages. */
export interface Place {
  readonly file: string;
  /** Number of the header-data unit, 0 for the first. */
  readonly index: number;
  /** Its EXTNAME, PRIMARY for a first unit without one, or "". */
  readonly name: string;
}

/** A place in words: `events.fits, HDU 1 (EVENTS)`. */
export function describePlace({ file, index, name }: Place): string {
  return name === "" ? `${file}, HDU ${index}` : `${file}, HDU ${index} (${name})`;
}

/** An "invalid-file" error that says where. */
export function invalidAt(
  place: Place,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): GammakitError {
  return new GammakitError("invalid-file", `${describePlace(place)}: ${message}`, { ...place, ...details });
}
