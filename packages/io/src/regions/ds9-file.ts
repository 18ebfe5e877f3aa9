import type { PixelRegion, Region } from "@gammakit/core";

/** What a DS9 file says of a region besides its place. */
export interface Ds9Attributes {
  /** false for a region written with "-", which is to be left out of the others. */
  readonly include: boolean;
  /** Its label. */
  readonly text?: string;
  /** The names of the groups it belongs to. */
  readonly tags: readonly string[];
  /** All other properties, those of the lines "global" included: color, width, font, select, source, background, point, … */
  readonly properties: Readonly<Record<string, string>>;
}

/** A region of a DS9 file: on the sky, or in the pixels of an image, which count from 0 here and from 1 in the file. */
export type Ds9Region =
  | ({ readonly plane: "sky"; readonly region: Region } & Ds9Attributes)
  | ({ readonly plane: "pixel"; readonly region: PixelRegion } & Ds9Attributes);

/** Something in a DS9 file that was not read. */
export interface Ds9Warning {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** What a DS9 region file holds. */
export interface Ds9Regions {
  readonly kind: "ds9-regions";
  readonly regions: readonly Ds9Region[];
  readonly warnings: readonly Ds9Warning[];
}
