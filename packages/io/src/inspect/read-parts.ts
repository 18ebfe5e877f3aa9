import {
  type ByteSource,
  type EffectiveArea,
  type EnergyDispersion,
  isGammakitError,
  type Psf,
  type WcsMap,
} from "@gammakit/core";
import { type FitsFile, type FitsHdu, readFits } from "@gammakit/fits";
import { readEffectiveArea, readEnergyDispersion, readPsf } from "../dl3/responses.ts";
import { mapFromFits } from "../maps/read-map.ts";
import type { InspectFitsOptions } from "./inspect-fits.ts";
import { recognizeHdu } from "./recognize.ts";

/** A response or a map in a FITS file. */
export interface FitsPart {
  readonly index: number;
  readonly name: string;
  readonly content: EffectiveArea | EnergyDispersion | Psf | WcsMap;
}

/** The responses and maps of a FITS file, and why others can't be read. */
export interface FitsParts {
  readonly parts: readonly FitsPart[];
  readonly faults: readonly { readonly index: number; readonly name: string; readonly message: string }[];
}

/** The effective areas, dispersions, point-spread functions and maps of a FITS file; one that can't be read does not keep the others from it. */
export async function readFitsParts(
  source: ByteSource,
  { hdu: wanted, inflate, maxBytes, signal }: Omit<InspectFitsOptions, "ranges"> = {},
): Promise<FitsParts> {
  const file = await readFits(source, {
    ...(inflate && { inflate }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(signal && { signal }),
  });
  const parts: FitsPart[] = [];
  const faults: { index: number; name: string; message: string }[] = [];
  for (const hdu of wanted === undefined ? file.hdus : [file.hdu(wanted)]) {
    const { index, name } = hdu;
    try {
      const content = readPart(file, hdu);
      if (content !== undefined) parts.push({ index, name, content });
    } catch (error) {
      if (!isGammakitError(error)) throw error;
      faults.push({ index, name, message: error.message });
    }
  }
  return { parts, faults };
}

function readPart(file: FitsFile, hdu: FitsHdu): FitsPart["content"] | undefined {
  const what = recognizeHdu(hdu) ?? "";
  if (what.startsWith("map of the sky") || what === "sparse map") {
    const map = mapFromFits(file, hdu.index);
    return map.kind === "wcs-map" ? map : undefined;
  }
  switch (what) {
    case "effective area":
      return readEffectiveArea(file.table(hdu.index));
    case "energy dispersion":
      return readEnergyDispersion(file.table(hdu.index));
    case "point-spread function":
      return readPsf(file.table(hdu.index));
    default:
      return undefined;
  }
}
