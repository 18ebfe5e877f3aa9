import { type ByteSource, type Dataset, overlapKernel, type SpectrumDataset } from "@gammakit/core";
import { type FitsTable, type ReadFitsOptions, readFits } from "@gammakit/fits";
import { placeName } from "../dl3/events.ts";
import { mapFault, mapUnsupported } from "../maps/map-fault.ts";
import { readCompanion } from "./companions.ts";
import { type Arf, readArf } from "./read-arf.ts";
import { sameBins } from "./read-bins.ts";
import { type Pha, readPha } from "./read-pha.ts";
import { type Rmf, readRmf } from "./read-rmf.ts";
import { wordOf } from "./tables.ts";

/** Options of `readOgip`. */
export interface ReadOgipOptions extends Omit<ReadFitsOptions, "select" | "name"> {
  /** Of the dataset; OBS_ID of the file, or the file's own name, when absent. */
  readonly name?: string;
}

/**
 * A spectrum from OGIP files: the PHA file and those that it names, ARF (ANCRFILE), RMF (RESPFILE) and OFF counts (BACKFILE),
 * beside it or in folders below. Energies in keV, TeV or others and areas in m2 or cm2 come out canonical. BACKSCAL is the
 * acceptance; that of the OFF counts is multiplied by the ratio of the exposures and AREASCALs. Without OFF counts the dataset
 * is one with a background of 0; without RMF energies are taken to be measured exactly. A region and good time are there where
 * the file has them, as Gammapy's have.
 * Throws "invalid-file", naming file, HDU and column or keyword, where files contradict themselves or each other or one is to be
 * outside the folder; "unsupported" without ANCRFILE, and for what a statistic of counts cannot use: rates, net or grouped
 * counts, counts that are not Poissonian (POISSERR is F), a correction to subtract (CORRFILE, unless CORRSCAL is 0), AREASCAL that
 * differs between channels, several spectra, areas or matrices in a file, and matrices that contain the area.
 */
export async function readOgip(source: ByteSource, options: ReadOgipOptions = {}): Promise<Dataset> {
  const { name, ...reading } = options;
  const pha = readPha(await readFits(source, reading));
  const { table } = pha;
  const [arf, rmf, off] = await Promise.all([
    readCompanion(source, table, "ANCRFILE", reading, readArf),
    readCompanion(source, table, "RESPFILE", reading, readRmf),
    readCompanion(source, table, "BACKFILE", reading, (file) => readPha(file, "off")),
  ]);
  if (arf === undefined) {
    throw mapUnsupported(
      placeName(table),
      "ANCRFILE names no effective area, so counts cannot be turned into fluxes. Let it name the ARF",
      { keyword: "ANCRFILE" },
    );
  }
  const fields = spectrumFields(pha, arf, rmf, name ?? nameOf(table));
  if (off === undefined) {
    return { kind: "spectrum", ...fields, background: new Float64Array(pha.counts.length) };
  }
  checkOff(pha, off);
  const ratio = (off.exposure * off.areascal) / (pha.exposure * pha.areascal);
  return {
    kind: "spectrum-on-off",
    ...fields,
    maskSafe: pha.good.map((good, j) => (good && off.good[j] ? 1 : 0)),
    countsOff: off.counts,
    acceptance: pha.backscal,
    acceptanceOff: off.backscal.map((value) => value * ratio),
    offRegions: off.region === undefined ? [] : off.region.kind === "union" ? off.region.regions : [off.region],
  };
}

function spectrumFields(
  pha: Pha,
  arf: Arf,
  rmf: Rmf | undefined,
  name: string,
): Omit<SpectrumDataset, "kind" | "background"> {
  const { table, counts, exposure, areascal, gti, good, region } = pha;
  const energyEdges = energyEdgesOf(pha, rmf);
  const { energyTrueEdges, area } = arf;
  if (rmf !== undefined && !sameBins(energyTrueEdges, rmf.energyTrueEdges)) {
    const what = `the energies of ARF (${area.length} bins) and RMF (${rmf.energyTrueEdges.length - 1} bins) are not the same (ENERG_LO, ENERG_HI)`;
    throw mapFault(placeName(table), what);
  }
  return {
    name,
    observationIds: observationIds(table),
    ...(region && { region }),
    gti,
    livetime: exposure,
    energyEdges,
    energyTrueEdges,
    counts,
    exposure: area.map((value) => value * exposure * areascal),
    edisp: rmf?.matrix ?? overlapKernel(energyTrueEdges, energyEdges),
    maskSafe: good,
    meta: metaOf(table),
  };
}

/** Of the file itself where it has them, which is the more exact copy; they must be those of the RMF. */
function energyEdgesOf({ table, counts, energyEdges }: Pha, rmf: Rmf | undefined): Float64Array {
  const edges = energyEdges ?? rmf?.energyEdges;
  const where = placeName(table);
  if (edges === undefined) {
    throw mapFault(where, "neither the file nor its RMF (RESPFILE) has EBOUNDS, the energies of the channels");
  }
  if (edges.length - 1 !== counts.length) {
    throw mapFault(where, `it has ${counts.length} channels, but EBOUNDS has ${edges.length - 1}`);
  }
  if (rmf !== undefined && !sameBins(edges, rmf.energyEdges)) {
    throw mapFault(where, "its channels do not have the energies of the RMF that RESPFILE names (EBOUNDS)");
  }
  return edges;
}

function checkOff(pha: Pha, off: Pha): void {
  const on = `${pha.table.file}, whose BACKFILE it is`;
  const differs = pha.energyEdges && off.energyEdges && !sameBins(pha.energyEdges, off.energyEdges);
  if (pha.counts.length !== off.counts.length || differs) {
    const what = `its ${off.counts.length} channels are not the ${pha.counts.length} of ${on}`;
    throw mapFault(placeName(off.table), what, { keyword: "BACKFILE" });
  }
  const [first, firstOff] = [pha.table, off.table].map((table) => table.has("CHANNEL") && table.numbers("CHANNEL")[0]);
  if (first === false || firstOff === false || first === firstOff) return;
  const what = `column CHANNEL begins at ${firstOff}, but at ${first} in ${on}; both must have the same channels`;
  throw mapFault(placeName(off.table), what, { column: "CHANNEL" });
}

function nameOf(table: FitsTable): string {
  const id = table.header.get("OBS_ID");
  const written = typeof id === "string" || typeof id === "number" ? String(id).trim() : "";
  return written || table.file.replace(/^.*[/\\]/, "").replace(/\.(fits?|pha|pi|gz)/gi, "");
}

/** Every OBS_ID that is a whole number: stacked spectra have one for each run. */
function observationIds(table: FitsTable): readonly number[] {
  return table.header.cards.flatMap(({ keyword, value }) => {
    const isId = keyword === "OBS_ID" && /^\d+$/.test(String(value).trim());
    return isId ? [Number(value)] : [];
  });
}

function metaOf(table: FitsTable): Readonly<Record<string, string>> {
  const meta: Record<string, string> = {};
  for (const keyword of ["TELESCOP", "INSTRUME", "OBJECT", "CREATOR", "ORIGIN"]) {
    const value = wordOf(table, keyword);
    if (value !== undefined && value.toLowerCase() !== "unknown") meta[keyword] = value;
  }
  return meta;
}
