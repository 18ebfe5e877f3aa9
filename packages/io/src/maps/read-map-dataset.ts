import type { MapDataset, MapDatasetOnOff, RegionMap, SkyMap, WcsMap } from "@gammakit/core";
import type { FitsFile, FitsHeader, ReadFitsOptions } from "@gammakit/fits";
import { readGti } from "../dl3/events.ts";
import { checkCounts, checkKernel, checkSameAxes, checkSameImage } from "./check-geometry.ts";
import { type FitsInput, openFits } from "./fits-input.ts";
import { mapFault, mapUnsupported, placeOf } from "./map-fault.ts";
import { valuesIn } from "./map-unit.ts";
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
 * Throws "invalid-file", naming file, HDU and column or keyword, where something is missing or does not fit together;
 * "unsupported" for HEALPix maps, and for responses that differ from place to place.
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
  const countsOff = onCounts("COUNTS_OFF");
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
  const edisp = has("EDISP") ? kernelOf(file, counts, exposure) : undefined;
  const parts: Omit<MapDataset, "kind" | "background"> = {
    name: name ?? datasetName(file),
    counts,
    exposure,
    ...(has("MASK_SAFE") && { maskSafe: onCounts("MASK_SAFE") }),
    ...(has("MASK_FIT") && { maskFit: onCounts("MASK_FIT") }),
    ...edisp,
    ...(has("PSF") && psfOf(file)),
    ...(has("GTI") && { gti: readGti(file.table("GTI")) }),
    meta: datasetMeta(file),
  };
  return { parts, onCounts, has };
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
  if (map.kind !== "wcs-map") throw mapFault(where, "an image is needed, and it is a map of a region", { hdu: name });
  const axis = name === "EXPOSURE" ? "energy_true" : "energy";
  if (map.axes.length !== 1 || map.axes[0].name !== axis) {
    const found = map.axes.map((one) => one.name).join(", ") || "none";
    throw mapFault(where, `one axis ${axis} is needed beside those of the sky; found: ${found} (AXCOLS)`, {
      hdu: name,
    });
  }
  return { ...map, unit, values: valuesIn(map.values, map.unit, unit, where) };
}

function kernelOf(file: FitsFile, counts: WcsMap, exposure: WcsMap): Pick<MapDataset, "edisp" | "edispExposure"> {
  const where = placeOf(file, file.hdu("EDISP"));
  const edisp = responseOf(file, "EDISP", "");
  if (edisp.axes[0]?.name === "migra") {
    throw mapUnsupported(where, "the energy dispersion is in migra. Write it as a kernel in energy, or not at all");
  }
  checkKernel(where, edisp, counts.axes[0], exposure.axes[0]);
  return { edisp, ...(file.has("EDISP_EXPOSURE") && { edispExposure: responseOf(file, "EDISP_EXPOSURE", "cm2 s") }) };
}

function psfOf(file: FitsFile): Pick<MapDataset, "psf" | "psfExposure"> {
  const where = placeOf(file, file.hdu("PSF"));
  const psf = responseOf(file, "PSF", "sr-1");
  const names = psf.axes.map(({ name }) => name).join(", ");
  if (names !== "rad, energy_true") {
    throw mapFault(where, `the axes rad and energy_true are needed; found: ${names || "none"} (AXCOLS)`, {
      hdu: "PSF",
    });
  }
  return { psf, ...(file.has("PSF_EXPOSURE") && { psfExposure: responseOf(file, "PSF_EXPOSURE", "cm2 s") }) };
}

/** A response that is the same everywhere. One on an image is, where all its pixels are alike. */
function responseOf(file: FitsFile, name: string, unit: string): RegionMap {
  const where = placeOf(file, file.hdu(name));
  const map = uniform(mapFromFits(file, name), where);
  return { ...map, unit, values: valuesIn(map.values, map.unit, unit, where) };
}

function uniform(map: SkyMap, where: string): RegionMap {
  if (map.kind === "region-map") return map;
  const pixels = map.wcs.shape[0] * map.wcs.shape[1];
  const values = new Float64Array(map.values.length / pixels);
  for (let i = 0; i < map.values.length; i++) {
    const plane = Math.floor(i / pixels);
    if (i === plane * pixels) values[plane] = map.values[i];
    if (Object.is(map.values[i], values[plane])) continue;
    throw mapUnsupported(
      where,
      "the response differs from place to place; only those that are the same everywhere are supported. Leave it out by the option hdus",
    );
  }
  return { kind: "region-map", axes: map.axes, unit: map.unit, values };
}

/** NAME of the first unit, or the name of the file without folders and suffixes. */
function datasetName(file: FitsFile): string {
  const written = file.hdus[0]?.header.string("NAME")?.trim();
  if (written !== undefined && written !== "") return written;
  return file.name.replace(/^.*[/\\]/, "").replace(/\.(fits?|fit\.gz|fits\.gz|gz)$/i, "");
}

const metaKeywords = ["CREATOR", "ORIGIN", "TELESCOP", "INSTRUME", "OBJECT"];

function datasetMeta(file: FitsFile): Readonly<Record<string, string>> {
  const meta: Record<string, string> = {};
  for (const keyword of metaKeywords) {
    const value = file.hdus[0]?.header.string(keyword)?.trim();
    if (value !== undefined && value !== "") meta[keyword] = value;
  }
  return meta;
}
