import type { FluxProfileRun } from "@gammakit/analysis";
import type { FluxPoint, FluxProfile, Table } from "@gammakit/core";
import { formatTable } from "@gammakit/io";
import { closingLines } from "./closing-lines.ts";

/** What is shown after a flux profile. */
export function summarizeFluxProfile({ result, profile }: FluxProfileRun, width: number): readonly string[] {
  const points = profile.rows.flatMap((row) => row.points);
  const measured = points.filter((point) => point.success).length;
  const seconds = Object.values(result.provenance.durations).reduce((sum, value) => sum + value, 0);
  return [
    `${result.map.counts} counts on the map; ${measured} of ${points.length} fluxes in ${profile.rows.length} regions measured (${seconds.toFixed(2)} s)`,
    "",
    formatTable(briefTable(profile), { width }),
    ...closingLines(result),
  ];
}

/** A line per region and energy bin with what tells the most. */
function briefTable(profile: FluxProfile): Table {
  const rows = profile.rows.flatMap((row, i) => row.points.map((point) => ({ point, x: profile.xRef[i] })));
  const numbers = (
    name: string,
    unit: string,
    f: (row: { readonly point: FluxPoint; readonly x: number }) => number,
  ) => ({
    name,
    unit,
    data: Float64Array.from(rows, f),
  });
  const columns = [
    numbers("x", "deg", ({ x }) => x),
    numbers("e_min", "TeV", ({ point }) => point.eMin),
    numbers("e_max", "TeV", ({ point }) => point.eMax),
    numbers("counts", "", ({ point }) => point.counts),
    numbers("flux", "cm-2 s-1", ({ point }) => point.norm * point.refFlux),
    numbers("flux_err", "cm-2 s-1", ({ point }) => point.normErr * point.refFlux),
    numbers("flux_ul", "cm-2 s-1", ({ point }) => point.normUl * point.refFlux),
    numbers("sqrt_ts", "", ({ point }) => point.sqrtTs),
  ];
  return { name: "profile", rowCount: rows.length, columns, meta: {} };
}
