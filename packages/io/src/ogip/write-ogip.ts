import {
  convertAll,
  createWcs,
  GammakitError,
  type Region,
  regionCenter,
  type SpectrumDatasetOnOff,
  type WrittenFile,
} from "@gammakit/core";
import {
  type WritableColumn,
  type WritableHdu,
  type WritableTable,
  type WritableValue,
  writeFits,
} from "@gammakit/fits";
import { regionTable } from "../maps/region-table.ts";
import { gtiTable } from "../maps/write-map-dataset.ts";
import { asciiText } from "../tables/ascii-text.ts";

/** Options of `writeOgip`. */
export interface WriteOgipOptions {
  /** Unit of energies: "keV", which OGIP asks for, by default, or "TeV", with which nothing is rounded. */
  readonly energyUnit?: "keV" | "TeV";
}

type Header = Readonly<Record<string, WritableValue>>;

/**
 * A spectrum as four OGIP files that `readOgip`, Gammapy, XSPEC and Sherpa read: for `name` "crab.fits" the counts in crab.fits
 * (PHA), the OFF counts in crab_bkg.fits, the effective area [cm2] in crab_arf.fits and the energy dispersion in crab_rmf.fits,
 * all in double precision. Acceptances are in BACKSCAL; bins that are not safe have QUALITY 5. Region and good time stand where
 * Gammapy has them. OBS_ID is the name, as Gammapy has it. What OGIP has no place for is left out: `maskFit`, `edispExposure`, and
 * `observationIds`, of which a reader finds only what is the name, where that is a whole number.
 * Throws "invalid-input" where `name` does not end in .fits, and for a dataset without livetime.
 */
export function writeOgip(
  dataset: SpectrumDatasetOnOff,
  name: string,
  { energyUnit = "keV" }: WriteOgipOptions = {},
): readonly WrittenFile[] {
  const stem = /^(.+)\.fits?$/i.exec(name)?.[1];
  if (stem === undefined) throw new GammakitError("invalid-input", `${name} does not end in .fits.`, { name });
  if (!(dataset.livetime > 0)) {
    throw new GammakitError(
      "invalid-input",
      `Dataset "${dataset.name}" has a livetime of ${dataset.livetime} s, so its exposure cannot be told apart into time and area.`,
      { livetime: dataset.livetime },
    );
  }
  const [arf, rmf, bkg] = ["arf", "rmf", "bkg"].map((part) => `${stem}_${part}.fits`);
  const beside = (path: string) => path.replace(/^.*\//, "");
  const files = { ANCRFILE: beside(arf), RESPFILE: beside(rmf), BACKFILE: beside(bkg) };
  const ebounds = eboundsTable(dataset, energyUnit);
  const on = regionHdus(dataset.region);
  const { offRegions } = dataset;
  const off = regionHdus(offRegions.length > 1 ? { kind: "union", regions: offRegions } : offRegions[0]);
  const file = (path: string, hdus: readonly WritableHdu[]) => ({
    name: path,
    bytes: writeFits([{ kind: "image" }, ...hdus]),
  });
  return [
    file(name, [spectrumTable(dataset, "TOTAL", files), ebounds, ...on, gtiTable(dataset.gti)]),
    file(bkg, [spectrumTable(dataset, "BKG", files), ebounds, ...off]),
    file(arf, [arfTable(dataset, energyUnit)]),
    file(rmf, [rmfTable(dataset, energyUnit), ebounds]),
  ];
}

function spectrumTable(dataset: SpectrumDatasetOnOff, role: "TOTAL" | "BKG", files: Header): WritableTable {
  const isOn = role === "TOTAL";
  const [counts, acceptance] = isOn ? [dataset.counts, dataset.acceptance] : [dataset.countsOff, dataset.acceptanceOff];
  const isWhole = counts.every((n) => Number.isInteger(n) && n < 2 ** 31);
  return {
    kind: "table",
    name: "SPECTRUM",
    header: {
      ...ogipHeader(dataset, "SPECTRUM", role, "1.2.1"),
      HDUCLAS3: "COUNT",
      HDUCLAS4: "TYPE:I",
      EXPOSURE: dataset.livetime,
      AREASCAL: 1,
      CORRFILE: "none",
      CORRSCAL: 1,
      ...files,
      OBS_ID: asciiText(dataset.name),
      CHANTYPE: "PHA",
      DETCHANS: counts.length,
      POISSERR: true,
      GROUPING: 0,
      SYS_ERR: 0,
    },
    columns: [
      channelColumn(counts.length),
      { name: "COUNTS", unit: "count", data: isWhole ? Int32Array.from(counts) : counts },
      { name: "QUALITY", type: "I", data: Int32Array.from(dataset.maskSafe, (safe) => (safe ? 0 : 5)) },
      { name: "BACKSCAL", data: acceptance },
    ],
  };
}

function eboundsTable(dataset: SpectrumDatasetOnOff, unit: string): WritableTable {
  const n = dataset.counts.length;
  return {
    kind: "table",
    name: "EBOUNDS",
    header: { ...ogipHeader(dataset, "RESPONSE", "EBOUNDS", "1.2.0"), CHANTYPE: "PHA", DETCHANS: n },
    columns: [channelColumn(n), ...binColumns(["E_MIN", "E_MAX"], dataset.energyEdges, unit)],
  };
}

function arfTable(dataset: SpectrumDatasetOnOff, unit: string): WritableTable {
  const { energyTrueEdges, exposure, livetime } = dataset;
  return {
    kind: "table",
    name: "SPECRESP",
    header: ogipHeader(dataset, "RESPONSE", "SPECRESP", "1.1.0"),
    columns: [
      ...binColumns(["ENERG_LO", "ENERG_HI"], energyTrueEdges, unit),
      { name: "SPECRESP", unit: "cm2", data: exposure.map((value) => value / livetime) },
    ],
  };
}

/** One group per row, from the first to the last channel that is not zero, in columns of fixed length. */
function rmfTable(dataset: SpectrumDatasetOnOff, unit: string): WritableTable {
  const { edisp, energyTrueEdges, counts } = dataset;
  const n = counts.length;
  const rows = Array.from({ length: energyTrueEdges.length - 1 }, (_, i) => edisp.subarray(i * n, (i + 1) * n));
  const first = rows.map((row) =>
    Math.max(
      0,
      row.findIndex((value) => value !== 0),
    ),
  );
  const length = rows
    .map((row, i) => row.findLastIndex((value) => value !== 0) - first[i] + 1)
    .map((k) => Math.max(0, k));
  const longest = Math.max(1, ...length);
  const matrix = new Float64Array(rows.length * longest);
  for (const [i, row] of rows.entries()) matrix.set(row.subarray(first[i], first[i] + length[i]), i * longest);
  const integers = (name: string, data: readonly number[], shape?: readonly number[]): WritableColumn => {
    return { name, type: n > 32767 ? "J" : "I", data: Int32Array.from(data), ...(shape && { shape }) };
  };
  return {
    kind: "table",
    name: "MATRIX",
    header: {
      ...ogipHeader(dataset, "RESPONSE", "RSP_MATRIX", "1.3.0"),
      HDUCLAS3: "REDIST",
      CHANTYPE: "PHA",
      DETCHANS: n,
      NUMGRP: length.filter((k) => k > 0).length,
      NUMELT: length.reduce((sum, k) => sum + k, 0),
      LO_THRES: 0,
      TLMIN4: 0,
      TLMAX4: n - 1,
    },
    columns: [
      ...binColumns(["ENERG_LO", "ENERG_HI"], energyTrueEdges, unit),
      integers(
        "N_GRP",
        length.map((k) => (k > 0 ? 1 : 0)),
      ),
      integers("F_CHAN", first, [1]),
      integers("N_CHAN", length, [1]),
      { name: "MATRIX", data: matrix, shape: [longest] },
    ],
  };
}

function ogipHeader({ meta }: SpectrumDatasetOnOff, class1: string, class2: string, version: string): Header {
  const word = (keyword: string) => asciiText(meta[keyword] ?? "unknown");
  return {
    TELESCOP: word("TELESCOP"),
    INSTRUME: word("INSTRUME"),
    FILTER: "none",
    HDUCLASS: "OGIP",
    HDUCLAS1: class1,
    HDUCLAS2: class2,
    HDUVERS: version,
  };
}

function channelColumn(n: number): WritableColumn {
  return { name: "CHANNEL", type: n > 32767 ? "J" : "I", data: Int32Array.from({ length: n }, (_, j) => j) };
}

function binColumns(
  [low, high]: readonly [string, string],
  edges: Float64Array,
  unit: string,
): readonly WritableColumn[] {
  const values = convertAll(edges, "TeV", unit);
  return [
    { name: low, unit, data: values.slice(0, -1) },
    { name: high, unit, data: values.slice(1) },
  ];
}

/** A region in the pixels, 0.1° wide, of an image around it. */
function regionHdus(region: Region | undefined): readonly WritableTable[] {
  if (region === undefined) return [];
  const wcs = createWcs({ center: regionCenter(region), binSize: 0.1, shape: [100, 100], projection: "TAN" });
  return regionTable({ kind: "region-map", region, wcs, axes: [], unit: "", values: new Float64Array(1) }, "REGION");
}
