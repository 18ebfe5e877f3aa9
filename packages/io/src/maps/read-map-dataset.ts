import {
  type MapDataset,
  type MapDatasetOnOff,
  pixelCount,
  type RegionMap,
  type SkyMap,
  type WcsMap,
} from "@gammakit/core";
import type { FitsFile, FitsHeader, ReadFitsOptions } from "@gammakit/fits";
import { readGti } from "../dl3/events.ts";
import { checkCounts, checkDispersion, checkNames, checkSameAxes, checkSameImage } from "./check-geometry.ts";
import { datasetMeta, datasetName } from "./dataset-header.ts";
import { type FitsInput, openFits } from "./fits-input.ts";
import { mapFault, mapUnsupported, placeOf } from "./map-fault.ts";
import { mapIn } from "./map-unit.ts";
import { mapFromFits } from "./read-map.ts";

/** What a map dataset file can hold besides counts and exposure. A kernel brings its exposure with it. */
export type MapDatasetHdu = "BACKGROUND" | "EDISP" | "PSF" | "MASK_SAFE" | "MASK_FIT" | "GTI";

/** Options of `readMapDataset`. */
export interface ReadMapDatasetOptions extends Omit<ReadFitsOptions, "select" | "name"> {
  /** Of the dataset; NAME of the file, or the file's own name, when absent. */
  readonly name?: string;
  /** What to read besides counts and exposure, where the file has it; everything when absent. */
  readonly hdus?: readonly MapDatasetHdu[];
}

const allHdus: readonly MapDatasetHdu[] = ["BACKGROUND", "EDISP", "PSF", "MASK_SAFE", "MASK_FIT", "GTI"];

/**
 * Counts on a map with everything needed to predict them, from a file in Gammapy's layout: COUNTS and EXPOSURE, and
 * BACKGROUND, EDISP, PSF, MASK_SAFE, MASK_FIT and GTI where they are there. Energies become TeV, the exposure cm2 s, the
 * point-spread function sr-1. Leave out by `hdus` what you do not need: it is not decoded then.
 * The dispersion may be in migra, and responses may differ from place to place.
 * Throws "invalid-file", naming file, HDU and column or keyword, where something is missing or does not fit together;
 * "unsupported" for HEALPix maps.
 */
export async function readMapDataset(source: FitsInput, options: ReadMapDatasetOptions = {}): Promise<MapDataset> {
  const { name, hdus = allHdus } = options;
  const file = await openDataset(source, options, ["COUNTS", "EXPOSURE"]);
  refuseOnOff(file);
  const { parts, onCounts, has } = partsOf(file, hdus, name);
  return { kind: "map", ...parts, ...(has("BACKGROUND") && { background: onCounts("BACKGROUND") }) };
}

/** What a map dataset with OFF counts can hold besides them, counts and exposure. */
export type MapDatasetOnOffHdu = Exclude<MapDatasetHdu, "BACKGROUND">;

/** Options of `readMapDatasetOnOff`. */
export interface ReadMapDatasetOnOffOptions extends Omit<ReadMapDatasetOptions, "hdus"> {
  /** What to read besides counts, OFF counts, acceptances and exposure, where the file has it; everything when absent. */
  readonly hdus?: readonly MapDatasetOnOffHdu[];
}

/**
 * Counts on a map with a measured background, from a file in Gammapy's layout: COUNTS_OFF, ACCEPTANCE and ACCEPTANCE_OFF
 * besides what `readMapDataset` reads but BACKGROUND. Throws as that, and "invalid-file" where one of them is missing.
 */
export async function readMapDatasetOnOff(
  source: FitsInput,
  options: ReadMapDatasetOnOffOptions = {},
): Promise<MapDatasetOnOff> {
  const { name, hdus = allHdus } = options;
  const file = await openDataset(source, { ...options, hdus }, ["COUNTS", "EXPOSURE", "ACCEPTANCE"]);
  const { parts, onCounts } = partsOf(file, hdus, name);
  const countsOff = withoutRounding(onCounts("COUNTS_OFF"));
  checkCounts(placeOf(file, file.hdu("COUNTS_OFF")), countsOff);
  const [acceptance, acceptanceOff] = [onCounts("ACCEPTANCE"), onCounts("ACCEPTANCE_OFF")];
  return { kind: "map-on-off", ...parts, countsOff, acceptance, acceptanceOff };
}

function openDataset(
  source: FitsInput,
  { name: _, hdus = allHdus, ...reading }: ReadMapDatasetOptions,
  needed: readonly string[],
): Promise<FitsFile> {
  const wanted = [...needed, ...hdus];
  const select = (header: FitsHeader, index: number) => index === 0 || isPartOf(header, wanted);
  return openFits(source, { ...reading, select });
}

function isPartOf(header: FitsHeader, wanted: readonly string[]): boolean {
  const name = header.string("EXTNAME")?.trim().toUpperCase() ?? "";
  return wanted.some((member) => name === member || name.startsWith(`${member}_`));
}

/** What both kinds of map datasets have, and how their other maps are read: they have the geometry of the counts. */
function partsOf(file: FitsFile, hdus: readonly MapDatasetHdu[], name?: string) {
  const has = (member: MapDatasetHdu) => hdus.includes(member) && file.has(member);
  const counts = imageOf(file, "COUNTS", "");
  checkCounts(placeOf(file, file.hdu("COUNTS")), counts);
  const exposure = imageOf(file, "EXPOSURE", "cm2 s");
  checkSameImage(placeOf(file, file.hdu("EXPOSURE")), exposure, counts);
  const onCounts = (member: string) => {
    const map = imageOf(file, member, "");
    checkSameImage(placeOf(file, file.hdu(member)), map, counts);
    checkSameAxes(placeOf(file, file.hdu(member)), map.axes, counts.axes);
    return map;
  };
  const parts: Omit<MapDataset, "kind" | "background"> = {
    name: name ?? datasetName(file),
    counts,
    exposure,
    ...(has("MASK_SAFE") && { maskSafe: onCounts("MASK_SAFE") }),
    ...(has("MASK_FIT") && { maskFit: onCounts("MASK_FIT") }),
    ...(has("EDISP") && edispOf(file, counts, exposure)),
    ...(has("PSF") && psfOf(file)),
    ...(has("GTI") && { gti: readGti(file.table("GTI")) }),
    meta: datasetMeta(file),
  };
  return { parts, onCounts, has };
}

/**
 * OFF counts of rings are sums by Fourier transform, in single precision: a sum of nothing may be slightly below 0. It becomes 0;
 * more below is a fault of the file.
 */
function withoutRounding(map: WcsMap): WcsMap {
  const values = map.values.slice();
  let most = 0;
  for (const value of values) if (value > most) most = value;
  for (let i = 0; i < values.length; i++) if (values[i] < 0 && values[i] >= -1e-6 * most) values[i] = 0;
  return { ...map, values };
}

/** Without its background from OFF counts such a dataset would be another one. */
function refuseOnOff(file: FitsFile): void {
  if (!file.has("COUNTS_OFF")) return;
  const where = placeOf(file, file.hdu("COUNTS_OFF"));
  throw mapUnsupported(where, "the dataset has OFF counts. Use readMapDatasetOnOff");
}

/** A map of an image with an energy axis: what the others are compared with. */
function imageOf(file: FitsFile, name: string, unit: string): WcsMap {
  if (!file.has(name)) {
    const names = file.hdus.map((hdu) => hdu.name).filter((found) => !found.endsWith("_BANDS"));
    throw mapFault(file.name, `a map dataset needs ${name}; there are ${names.join(", ")}`, { hdu: name, names });
  }
  const where = placeOf(file, file.hdu(name));
  const map = mapFromFits(file, name);
  if (map.kind !== "wcs-map")
    throw mapFault(where, "an image is needed, and it is a map of a region. Use readSpectrumDataset", { hdu: name });
  const axis = name === "EXPOSURE" ? "energy_true" : "energy";
  if (map.axes.length !== 1 || map.axes[0].name !== axis) {
    const found = map.axes.map((one) => one.name).join(", ") || "none";
    throw mapFault(where, `one axis ${axis} is needed beside those of the sky; found: ${found} (AXCOLS)`, {
      hdu: name,
    });
  }
  return mapIn(map, unit, where);
}

/** The dispersion, as a kernel or in migra. */
function edispOf(file: FitsFile, counts: WcsMap, exposure: WcsMap): Pick<MapDataset, "edisp" | "edispExposure"> {
  const [edisp, edispExposure] = responseOf(file, "EDISP", "");
  checkDispersion(placeOf(file, file.hdu("EDISP")), edisp, counts.axes[0], exposure.axes[0]);
  return { edisp, ...(edispExposure && { edispExposure }) };
}

function psfOf(file: FitsFile): Pick<MapDataset, "psf" | "psfExposure"> {
  const [psf, psfExposure] = responseOf(file, "PSF", "sr-1");
  const energy = psf.axes[1]?.name === "energy" ? "energy" : "energy_true";
  checkNames(placeOf(file, file.hdu("PSF")), psf, `rad, ${energy}`);
  return { psf, ...(psfExposure && { psfExposure }) };
}

/** A response and its exposure, as maps without place where both are the same in all pixels. */
function responseOf(file: FitsFile, name: string, unit: string): readonly [SkyMap, SkyMap?] {
  const maps = [name, `${name}_EXPOSURE`]
    .filter((hdu) => file.has(hdu))
    .map((hdu, i) => mapIn(mapFromFits(file, hdu), i === 0 ? unit : "cm2 s", placeOf(file, file.hdu(hdu))));
  return (maps.every(isUniform) ? maps.map(withoutPlace) : maps) as [SkyMap, SkyMap?];
}

function isUniform(map: SkyMap): boolean {
  const { values } = map;
  const pixels = pixelsOf(map);
  for (let i = 0; i < values.length; i++) if (!Object.is(values[i], values[i - (i % pixels)])) return false;
  return true;
}

function withoutPlace(map: SkyMap): RegionMap {
  if (map.kind === "region-map") return map;
  const pixels = pixelsOf(map);
  const values = Float64Array.from({ length: map.values.length / pixels }, (_, k) => map.values[k * pixels]);
  return { kind: "region-map", axes: map.axes, unit: map.unit, values };
}

function pixelsOf(map: SkyMap): number {
  return map.kind === "wcs-map" ? pixelCount(map.wcs) : 1;
}
