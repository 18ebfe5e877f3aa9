import {
  axisFromBounds,
  createGti,
  GammakitError,
  parseTime,
  pow,
  type Registry,
  type SpectrumDatasetOnOff,
  secondsBetween,
  type Table,
  toFrame,
} from "@gammakit/core";
import { fit } from "@gammakit/fit";
import { readFitsTable, writeFitsTable } from "@gammakit/io";
import { presetRegistry } from "../preset.ts";

/** A number that is known beforehand, and what came out here. */
export interface SelfTestFigure {
  readonly name: string;
  readonly expected: number;
  readonly got: number;
  /** How far they may be apart. */
  readonly tolerance: number;
  readonly unit: string;
  readonly ok: boolean;
}

/** One test with its figures. */
export interface SelfTestPart {
  readonly name: string;
  readonly figures: readonly SelfTestFigure[];
  /** How long it took [s]. */
  readonly seconds: number;
  readonly ok: boolean;
  /** What went wrong, where it ended in an error. */
  readonly message?: string;
}

type Figure = Omit<SelfTestFigure, "ok">;

/** Computes in a moment what is known beforehand: a fit, coordinates, times, a file. Needs no data; errors are part of the outcome. */
export async function selfTest(registry: Registry = presetRegistry()): Promise<readonly SelfTestPart[]> {
  return [
    await runPart("fit of an ON/OFF spectrum", () => fitFigures(registry)),
    await runPart("coordinates of the sky", () => skyFigures()),
    await runPart("scales of time", () => timeFigures()),
    await runPart("FITS written and read", () => fileFigures()),
  ];
}

async function runPart(
  name: string,
  work: () => readonly Figure[] | Promise<readonly Figure[]>,
): Promise<SelfTestPart> {
  const start = performance.now();
  const end = () => (performance.now() - start) / 1000;
  try {
    const figures = (await work()).map((figure) => ({
      ...figure,
      ok: Math.abs(figure.got - figure.expected) <= figure.tolerance,
    }));
    return { name, figures, seconds: end(), ok: figures.every(({ ok }) => ok) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, figures: [], seconds: end(), ok: false, message };
  }
}

const truth = { index: 2.3, amplitude: 1e-11 };

/** The fit of the spectrum that a power law makes without any scatter must give the power law back. */
async function fitFigures(registry: Registry): Promise<readonly Figure[]> {
  const start = { index: 2, amplitude: "2e-11 cm-2 s-1 TeV-1" };
  const model = registry.create("spectralModel", "power-law", start);
  const {
    model: fitted,
    stat,
    success,
    message,
  } = await fit([asimovSpectrum()], model, {
    optimizer: registry.create("optimizer", "minuit"),
  });
  if (!success) throw new GammakitError("task-failed", `The fit did not converge: ${message}`);
  const value = (name: string) => fitted.parameters.find((parameter) => parameter.name === name)?.value ?? Number.NaN;
  return [
    { name: "index", expected: truth.index, got: value("index"), tolerance: 1e-4, unit: "" },
    { name: "amplitude", expected: 10, got: value("amplitude") * 1e12, tolerance: 1e-3, unit: "1e-12 cm-2 s-1 TeV-1" },
    { name: "statistic at the minimum", expected: 0, got: stat, tolerance: 1e-6, unit: "" },
  ];
}

/** Exactly the counts that the power law predicts, over a background that is measured in five times the acceptance. */
function asimovSpectrum(): SpectrumDatasetOnOff {
  const [bins, exposure, background] = [12, 1e14, 3];
  const { edges } = axisFromBounds(0.5, 50, bins, { name: "energy", unit: "TeV", scale: "log" });
  const { index, amplitude } = truth;
  const flux = (k: number) => (amplitude * (pow(edges[k], 1 - index) - pow(edges[k + 1], 1 - index))) / (index - 1);
  const fill = (value: number) => new Float64Array(bins).fill(value);
  return {
    kind: "spectrum-on-off",
    name: "self-test",
    observationIds: [1],
    gti: createGti({ scale: "tt", day: 53945, fraction: 0 }, [[0, 1000]]),
    livetime: 1000,
    energyEdges: edges,
    energyTrueEdges: edges,
    counts: Float64Array.from({ length: bins }, (_, k) => exposure * flux(k) + background),
    exposure: fill(exposure),
    edisp: Float64Array.from({ length: bins * bins }, (_, i) => (i % (bins + 1) === 0 ? 1 : 0)),
    maskSafe: new Uint8Array(bins).fill(1),
    countsOff: fill(5 * background),
    acceptance: fill(1),
    acceptanceOff: fill(5),
    offRegions: [],
    meta: {},
  };
}

/** The origin of Galactic coordinates in the ICRS, as astropy 5.2 has it. */
function skyFigures(): readonly Figure[] {
  const { lon, lat } = toFrame({ frame: "icrs", lon: 266.4049882865447, lat: -28.936177761791473 }, "galactic");
  const around = (longitude: number) => ((longitude + 540) % 360) - 180;
  const figure = (name: string, got: number) => ({ name, expected: 0, got, tolerance: 1e-8, unit: "deg" });
  return [figure("longitude of the Galactic center", around(lon)), figure("latitude of the Galactic center", lat)];
}

/** 33 leap seconds, and the 32.184 s between atomic and terrestrial time. */
function timeFigures(): readonly Figure[] {
  const moment = "2006-07-29T20:30:00";
  const seconds = secondsBetween(parseTime(moment, "tt"), parseTime(moment, "utc"));
  return [
    { name: "terrestrial time ahead of UTC in July 2006", expected: 65.184, got: seconds, tolerance: 1e-6, unit: "s" },
  ];
}

async function fileFigures(): Promise<readonly Figure[]> {
  const rowCount = 1000;
  const energies = Float64Array.from({ length: rowCount }, (_, i) => pow(10, i / 250 - 1));
  const table: Table = {
    name: "SELFTEST",
    rowCount,
    meta: {},
    columns: [
      { name: "energy", unit: "TeV", data: energies },
      { name: "count", unit: "", data: Int32Array.from({ length: rowCount }, (_, i) => i * i - 500) },
      { name: "label", unit: "", data: Array.from({ length: rowCount }, (_, i) => `row ${i}`) },
    ],
  };
  const read = await readFitsTable(writeFitsTable(table));
  const differing = table.columns.reduce((sum, { name, data }) => {
    const other = read.columns.find((column) => column.name === name)?.data ?? [];
    const isSame = (row: number) => data[row] === other[row];
    return sum + Array.from({ length: rowCount }, (_, row) => isSame(row)).filter((same) => !same).length;
  }, 0);
  return [{ name: "values that came back changed", expected: 0, got: differing, tolerance: 0, unit: "" }];
}
