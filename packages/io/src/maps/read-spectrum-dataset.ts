import {
  type Axis,
  createGti,
  type Dataset,
  migraKernel,
  onTime,
  overlapKernel,
  type Region,
  type RegionMap,
  type SpectrumDataset,
} from "@gammakit/core";
import type { FitsFile, ReadFitsOptions } from "@gammakit/fits";
import { readGti } from "../dl3/events.ts";
import { amount, checkBinCounts, checkBins, number, positive } from "./check-bins.ts";
import { checkDispersion, checkSameAxes, checkSameAxis } from "./check-geometry.ts";
import { datasetMeta, datasetName } from "./dataset-header.ts";
import { type FitsInput, openFits } from "./fits-input.ts";
import { mapFault, placeOf } from "./map-fault.ts";
import { mapIn } from "./map-unit.ts";
import { mapFromFits } from "./read-map.ts";

/** Options of `readSpectrumDataset`. */
export interface ReadSpectrumDatasetOptions extends Omit<ReadFitsOptions, "select" | "name"> {
  /** Of the dataset; NAME of the file, or the file's own name, when absent. */
  readonly name?: string;
}

/**
 * The spectrum of a region from a file in Gammapy's layout for datasets, "gadf": COUNTS and EXPOSURE, BACKGROUND or COUNTS_OFF with
 * ACCEPTANCE and ACCEPTANCE_OFF, and EDISP, MASK_SAFE, MASK_FIT and GTI where they are there. The energy dispersion is a kernel or in
 * migra; without, energies are taken to be measured exactly. Without a background it is 0, without a mask every bin is safe. Such
 * files have no dead time: the livetime is the sum of the good time.
 * Throws "invalid-file", naming file, HDU and column or keyword, where something is missing or does not fit together, and where
 * exposures, or acceptances and background of a safe bin, are no numbers that a fit can use.
 */
export async function readSpectrumDataset(
  source: FitsInput,
  options: ReadSpectrumDatasetOptions = {},
): Promise<Dataset> {
  const { name, ...reading } = options;
  const file = await openFits(source, reading);
  const counts = spectrumOf(file, "COUNTS", "", "energy");
  checkBinCounts(file, "COUNTS", counts.values);
  const onCounts = (member: string) => {
    const map = spectrumOf(file, member, "", "energy");
    checkSameAxes(placeOf(file, file.hdu(member)), map.axes, counts.axes);
    return map;
  };
  const fields = fieldsOf(file, counts, onCounts, name ?? datasetName(file));
  const numbers = (member: string) => Float64Array.from(onCounts(member).values);
  if (["COUNTS_OFF", "ACCEPTANCE", "ACCEPTANCE_OFF"].some((member) => file.has(member))) {
    const off = onCounts("COUNTS_OFF");
    checkBinCounts(file, "COUNTS_OFF", off.values);
    const acceptances = { acceptance: numbers("ACCEPTANCE"), acceptanceOff: numbers("ACCEPTANCE_OFF") };
    const { acceptance, acceptanceOff } = acceptances;
    checkBins(file, "ACCEPTANCE_OFF", acceptanceOff, amount, (j) => fields.maskSafe[j] !== 0);
    // Without OFF acceptance the bin is not used.
    checkBins(file, "ACCEPTANCE", acceptance, positive, (j) => fields.maskSafe[j] !== 0 && acceptanceOff[j] > 0);
    const countsOff = Float64Array.from(off.values);
    return { kind: "spectrum-on-off", ...fields, countsOff, ...acceptances, offRegions: regionsOf(off.region) };
  }
  const background = file.has("BACKGROUND") ? numbers("BACKGROUND") : new Float64Array(fields.counts.length);
  checkBins(file, "BACKGROUND", background, number, (j) => fields.maskSafe[j] !== 0);
  return { kind: "spectrum", ...fields, background };
}

/** What both kinds of spectra have. */
function fieldsOf(
  file: FitsFile,
  counts: RegionMap,
  onCounts: (member: string) => RegionMap,
  name: string,
): Omit<SpectrumDataset, "kind" | "background"> {
  const exposure = spectrumOf(file, "EXPOSURE", "cm2 s", "energy_true");
  const [energy, energyTrue] = [counts.axes[0], exposure.axes[0]];
  const mask = (member: string) => Uint8Array.from(onCounts(member).values, (value) => (value === 0 ? 0 : 1));
  const gti = file.has("GTI") ? readGti(file.table("GTI")) : createGti({ scale: "tt", day: 51544, fraction: 0 }, []);
  const edispExposure = edispExposureOf(file, energyTrue);
  return {
    name,
    observationIds: [],
    ...(counts.region && { region: counts.region }),
    gti,
    livetime: onTime(gti),
    energyEdges: energy.edges,
    energyTrueEdges: energyTrue.edges,
    counts: Float64Array.from(counts.values),
    exposure: amountsOf(file, "EXPOSURE", exposure),
    ...(edispExposure && { edispExposure }),
    edisp: kernelOf(file, energy, energyTrue),
    maskSafe: file.has("MASK_SAFE") ? mask("MASK_SAFE") : new Uint8Array(counts.values.length).fill(1),
    ...(file.has("MASK_FIT") && { maskFit: mask("MASK_FIT") }),
    meta: datasetMeta(file),
  };
}

/** The exposure by which the dispersion is weighted; zeros say that it was never filled. */
function edispExposureOf(file: FitsFile, energyTrue: Axis): Float64Array | undefined {
  if (!file.has("EDISP_EXPOSURE")) return undefined;
  const map = regionMapOf(file, "EDISP_EXPOSURE", "cm2 s");
  const where = placeOf(file, file.hdu("EDISP_EXPOSURE"));
  const last = map.axes[map.axes.length - 1];
  if (last?.name !== energyTrue.name || map.axes.slice(0, -1).some(({ centers }) => centers.length > 1)) {
    const found = map.axes.map(({ name, centers }) => `${name} ${centers.length}`).join(" × ") || "none";
    throw mapFault(where, `one bin for each ${energyTrue.name} is needed; found the axes: ${found} (AXCOLS)`);
  }
  checkSameAxis(where, last, energyTrue, "EXPOSURE");
  const values = amountsOf(file, "EDISP_EXPOSURE", map);
  return values.some((value) => value > 0) ? values : undefined;
}

/** A map of a region with one axis. */
function spectrumOf(file: FitsFile, hdu: string, unit: string, axis: string): RegionMap {
  if (!file.has(hdu)) {
    const names = file.hdus.map(({ name }) => name).filter((found) => !/_(?:BANDS|REGION)$/.test(found));
    throw mapFault(file.name, `the dataset of a spectrum needs ${hdu}; there are ${names.join(", ")}`, { hdu, names });
  }
  const map = regionMapOf(file, hdu, unit);
  const found = map.axes.map(({ name }) => name).join(", ");
  if (found === axis) return map;
  throw mapFault(placeOf(file, file.hdu(hdu)), `one axis ${axis} is needed; found: ${found || "none"} (AXCOLS)`, {
    hdu,
  });
}

function regionMapOf(file: FitsFile, hdu: string, unit: string): RegionMap {
  const where = placeOf(file, file.hdu(hdu));
  const map = mapFromFits(file, hdu);
  if (map.kind === "region-map") return mapIn(map, unit, where);
  throw mapFault(where, "the map of a region is needed, and it is an image. Use readMapDataset", { hdu });
}

function amountsOf(file: FitsFile, hdu: string, map: RegionMap): Float64Array {
  const values = Float64Array.from(map.values);
  checkBins(file, hdu, values, amount);
  return values;
}

function kernelOf(file: FitsFile, energy: Axis, energyTrue: Axis): Float64Array {
  if (!file.has("EDISP")) return overlapKernel(energyTrue.edges, energy.edges);
  const edisp = regionMapOf(file, "EDISP", "");
  checkDispersion(placeOf(file, file.hdu("EDISP")), edisp, energy, energyTrue);
  const values = Float64Array.from(edisp.values, (value) => (Number.isFinite(value) ? value : 0));
  const [first] = edisp.axes;
  return first.name === "migra" ? migraKernel(values, first, energyTrue.centers, energy.edges) : values;
}

function regionsOf(region: Region | undefined): readonly Region[] {
  if (region === undefined) return [];
  return region.kind === "union" ? region.regions : [region];
}
