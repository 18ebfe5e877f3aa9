import {
  type Column,
  column,
  formatIso,
  type Instant,
  type Parameter,
  type SpectralModel,
  type Table,
  toMjd,
  toScale,
} from "@gammakit/core";
import type { FitResult } from "@gammakit/fit";
import type { SpectralBin } from "./time-series.ts";

/**
 * One row per interval: its start and stop (UTC, and MJD in TT), how the fit ended, each free parameter with its error, the
 * integral flux with its error. NaN where a number does not exist.
 */
export function spectraTable(bins: readonly SpectralBin[], name = "spectra"): Table {
  const columns = [...timeColumns(bins), ...outcomeColumns(bins), ...parameterColumns(bins), ...fluxColumns(bins)];
  columns.push(...comparisonColumns(bins));
  return { name, rowCount: bins.length, columns, meta: {} };
}

function timeColumns(bins: readonly SpectralBin[]): readonly Column[] {
  const iso = (time: Instant) => formatIso(toScale(time, "utc"), "utc", 3);
  return [
    column(
      "tstart",
      bins.map(({ interval }) => iso(interval.start)),
      { description: "Start of the interval (UTC)" },
    ),
    column(
      "tstop",
      bins.map(({ interval }) => iso(interval.stop)),
      { description: "Stop of the interval (UTC)" },
    ),
    numbers("tstart_mjd", "d", "Start of the interval (MJD, TT)", bins, ({ interval }) => toMjd(interval.start, "tt")),
    numbers("tstop_mjd", "d", "Stop of the interval (MJD, TT)", bins, ({ interval }) => toMjd(interval.stop, "tt")),
  ];
}

function outcomeColumns(bins: readonly SpectralBin[]): readonly Column[] {
  return [
    column(
      "status",
      bins.map(({ result }) => result.status),
      { description: "How the fit ended" },
    ),
    column(
      "success",
      bins.map(({ result }) => result.success),
      { description: "Whether the fit converged" },
    ),
    numbers("stat", "", "-2 ln L at the best fit", bins, ({ result }) => result.stat),
  ];
}

function parameterColumns(bins: readonly SpectralBin[]): readonly Column[] {
  const free = bins[0]?.result.model.parameters.filter((parameter) => !parameter.frozen) ?? [];
  return free.flatMap((parameter) => {
    const { name, unit } = parameter;
    return [
      numbers(name, unit, `Best fit of ${name}`, bins, ({ result }) => bestFitOf(result, parameter)),
      numbers(`${name}_err`, unit, `Error of ${name}`, bins, ({ result }) => errorOf(result, parameter)),
    ];
  });
}

function fluxColumns(bins: readonly SpectralBin[]): readonly Column[] {
  if (bins.every((bin) => bin.flux === undefined)) return [];
  return [
    numbers("flux", "cm-2 s-1", "Integral flux", bins, ({ flux }) => flux?.value ?? Number.NaN),
    numbers("flux_err", "cm-2 s-1", "Error of the integral flux", bins, ({ flux }) => flux?.error ?? Number.NaN),
  ];
}

function numbers(
  name: string,
  unit: string,
  description: string,
  bins: readonly SpectralBin[],
  value: (bin: SpectralBin) => number,
): Column {
  return column(name, Float64Array.from(bins, value), { unit, description });
}

/** What each compared model gains in each interval. */
function comparisonColumns(bins: readonly SpectralBin[]): readonly Column[] {
  const names = (bins[0]?.comparisons ?? []).map(({ result }) => result.model.name ?? result.model.id);
  return names.flatMap((model, k) => {
    const label = names.indexOf(model) === k ? model : `${model}-${k + 1}`;
    const column = (suffix: string, description: string, f: (bin: SpectralBin) => number | undefined): Column => ({
      name: `${label}_${suffix}`,
      unit: "",
      description,
      data: Float64Array.from(bins, (bin) => f(bin) ?? Number.NaN),
    });
    return [
      column("delta_ts", `-2 ln L gained by ${label}`, ({ comparisons }) => comparisons[k]?.deltaTs),
      column("significance", `Significance of ${label}, in sigma`, ({ comparisons }) => comparisons[k]?.significance),
    ];
  });
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
