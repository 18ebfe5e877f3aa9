import { type Column, column, type Table, tableOf } from "@gammakit/core";
import type { FittedPointResult, FittedSetResult } from "./result.ts";

/**
 * The points of all sets beside the fitted model, a row each: dN/dE, its errors and limit, what the point would be by the model, how far
 * apart they are. Where fluxes of bins are compared, `model_dnde` is in their ratio to `dnde`, which is not quite the model at e_ref.
 */
export function fittedPointsTable(sets: readonly FittedSetResult[]): Table {
  const rows = sets.flatMap(({ name, points }) => points.map((point) => ({ name, point })));
  const numbers = (name: string, unit: string, value: (point: FittedPointResult) => number | null): Column =>
    column(
      name,
      Float64Array.from(rows, ({ point }) => value(point) ?? Number.NaN),
      { unit },
    );
  const flags = (name: string, value: (point: FittedPointResult) => boolean): Column =>
    column(
      name,
      rows.map(({ point }) => value(point)),
    );
  const dnde = "cm-2 s-1 TeV-1";
  return tableOf("flux-points-fit", [
    column(
      "set",
      rows.map(({ name }) => name),
    ),
    numbers("e_ref", "TeV", ({ eRefTeV }) => eRefTeV),
    numbers("e_min", "TeV", ({ eMinTeV }) => eMinTeV),
    numbers("e_max", "TeV", ({ eMaxTeV }) => eMaxTeV),
    numbers("dnde", dnde, (point) => point.dnde.value),
    numbers("dnde_err", dnde, (point) => point.dnde.err),
    numbers("dnde_errn", dnde, (point) => point.dnde.errn),
    numbers("dnde_errp", dnde, (point) => point.dnde.errp),
    numbers("dnde_ul", dnde, (point) => point.dnde.ul),
    flags("is_ul", ({ isUl }) => isUl),
    flags("used", ({ used }) => used),
    numbers("model_dnde", dnde, ({ dnde: { ref }, predictedNorm }) =>
      predictedNorm === null ? null : ref * predictedNorm,
    ),
    numbers("residual", "", ({ residual }) => residual),
  ]);
}
