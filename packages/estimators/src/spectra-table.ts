import { type Column, formatIso, type Parameter, type SpectralModel, type Table, toMjd, toScale } from "@gammakit/core";
import type { FitResult } from "@gammakit/fit";
import type { SpectralBin } from "./time-series.ts";

/**
 * One row per interval: its start and stop (UTC, and MJD in TT), how the fit ended, each free parameter with its error, the
 * integral flux with its error. NaN where a number does not exist.
 */
export function spectraTable(bins: readonly SpectralBin[], name = "spectra"): Table {
  const numbers = (label: string, unit: string, description: string, f: (bin: SpectralBin) => number): Column => ({
    name: label,
    unit,
    description,
    data: Float64Array.from(bins, f),
  });
  const texts = (label: string, description: string, f: (bin: SpectralBin) => string): Column => ({
    name: label,
    unit: "",
    description,
    data: bins.map(f),
  });
  const parameters = bins[0]?.result.model.parameters.filter((parameter) => !parameter.frozen) ?? [];
  const columns: Column[] = [
    texts("tstart", "Start of the interval (UTC)", ({ interval }) =>
      formatIso(toScale(interval.start, "utc"), "utc", 3),
    ),
    texts("tstop", "Stop of the interval (UTC)", ({ interval }) => formatIso(toScale(interval.stop, "utc"), "utc", 3)),
    numbers("tstart_mjd", "d", "Start of the interval (MJD, TT)", ({ interval }) => toMjd(interval.start, "tt")),
    numbers("tstop_mjd", "d", "Stop of the interval (MJD, TT)", ({ interval }) => toMjd(interval.stop, "tt")),
    texts("status", "How the fit ended", ({ result }) => result.status),
    {
      name: "success",
      unit: "",
      description: "Whether the fit converged",
      data: bins.map(({ result }) => result.success),
    },
    numbers("stat", "", "-2 ln L at the best fit", ({ result }) => result.stat),
    ...parameters.flatMap((parameter) => [
      numbers(parameter.name, parameter.unit, `Best fit of ${parameter.name}`, ({ result }) =>
        bestFitOf(result, parameter),
      ),
      numbers(`${parameter.name}_err`, parameter.unit, `Error of ${parameter.name}`, ({ result }) =>
        errorOf(result, parameter),
      ),
    ]),
  ];
  if (bins.some((bin) => bin.flux !== undefined)) {
    columns.push(
      numbers("flux", "cm-2 s-1", "Integral flux", ({ flux }) => flux?.value ?? Number.NaN),
      numbers("flux_err", "cm-2 s-1", "Error of the integral flux", ({ flux }) => flux?.error ?? Number.NaN),
    );
  }
  return { name, rowCount: bins.length, columns, meta: {} };
}

function find({ model }: FitResult<SpectralModel>, { name }: Parameter): Parameter | undefined {
  return model.parameters.find((parameter) => parameter.name === name);
}

function bestFitOf(result: FitResult<SpectralModel>, parameter: Parameter): number {
  return result.covariance === undefined ? Number.NaN : (find(result, parameter)?.value ?? Number.NaN);
}

function errorOf(result: FitResult<SpectralModel>, parameter: Parameter): number {
  return find(result, parameter)?.error ?? Number.NaN;
}
