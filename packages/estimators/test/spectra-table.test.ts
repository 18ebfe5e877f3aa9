import { type ColumnData, columnOf } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { expect, test } from "vitest";
import { spectralTimeSeries, spectraTable } from "../src/index.ts";
import { binsOf, onOffToy } from "./support/toys.ts";

const bins = binsOf([[onOffToy("a", [60, 30, 12], [40, 20, 9])], [onOffToy("b", [0, 0, 0], [40, 20, 9])]]);
const options = { model: powerLaw({ index: 2, amplitude: 2e-12 }), optimizer: minuit() };

test("the table has a row per interval, with units", async () => {
  const series = await spectralTimeSeries(bins, { ...options, fluxRange: { min: 1, max: 10 } });
  const table = spectraTable(series);
  expect(table).toMatchObject({ name: "spectra", rowCount: 2 });
  expect(table.columns.map(({ name, unit }) => `${name} [${unit}]`)).toEqual([
    "tstart []",
    "tstop []",
    "tstart_mjd [d]",
    "tstop_mjd [d]",
    "status []",
    "success []",
    "stat []",
    "index []",
    "index_err []",
    "amplitude [cm-2 s-1 TeV-1]",
    "amplitude_err [cm-2 s-1 TeV-1]",
    "flux [cm-2 s-1]",
    "flux_err [cm-2 s-1]",
  ]);
  const of = (name: string): ColumnData => columnOf(table, name).data;
  expect(of("tstart")).toEqual(["2006-07-29T20:30:00.000", "2006-07-29T20:45:00.000"]);
  expect(of("tstop")).toEqual(["2006-07-29T20:45:00.000", "2006-07-29T21:00:00.000"]);
  // UTC was 33 s after TAI, which is 32.184 s after TT.
  expect(of("tstart_mjd")[0]).toBeCloseTo(53945 + (20.5 * 3600 + 65.184) / 86400, 9);
  expect(of("status")).toEqual(["converged", "unconstrained"]);
  expect(of("success")).toEqual([true, false]);
  const [index, amplitude] = series[0].result.model.parameters;
  expect([of("index")[0], of("index_err")[0]]).toEqual([index.value, index.error]);
  expect([of("amplitude")[0], of("amplitude_err")[0]]).toEqual([amplitude.value, amplitude.error]);
  expect([of("flux")[0], of("flux_err")[0]]).toEqual([series[0].flux?.value, series[0].flux?.error]);
  for (const name of ["index", "index_err", "amplitude", "amplitude_err", "flux", "flux_err"])
    expect(of(name)[1]).toBeNaN();
});

test("without a flux there is no column for it, and without rows none for parameters", async () => {
  const names = (table: ReturnType<typeof spectraTable>) => table.columns.map(({ name }) => name);
  expect(names(spectraTable(await spectralTimeSeries(bins, options), "mine"))).not.toContain("flux");
  expect(spectraTable([])).toMatchObject({ rowCount: 0 });
  expect(names(spectraTable([]))).not.toContain("index");
});
