import { type Column, column, type FluxPoint, fluxOf, type Table, tableOf } from "@gammakit/core";

/**
 * Flux points as a table to look at, a row each: energies, counts, integral flux with its error and limit, significance. `lead` are
 * columns before these, such as when or where each was measured.
 */
export function fluxTable(points: readonly FluxPoint[], lead: readonly Column[] = []): Table {
  const numbers = (name: string, unit: string, value: (point: FluxPoint) => number): Column =>
    column(name, Float64Array.from(points, value), { unit });
  return tableOf("fluxes", [
    ...lead,
    numbers("e_min", "TeV", ({ eMin }) => eMin),
    numbers("e_max", "TeV", ({ eMax }) => eMax),
    numbers("counts", "", ({ counts }) => counts),
    numbers("flux", "cm-2 s-1", (point) => fluxOf(point, "flux")),
    numbers("flux_err", "cm-2 s-1", (point) => fluxOf(point, "flux", "normErr")),
    numbers("flux_ul", "cm-2 s-1", (point) => fluxOf(point, "flux", "normUl")),
    numbers("sqrt_ts", "", ({ sqrtTs }) => sqrtTs),
  ]);
}
