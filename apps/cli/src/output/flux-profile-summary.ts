import { type FluxProfileRun, fluxTable } from "@gammakit/analysis";
import { column, type FluxProfile, type Table } from "@gammakit/core";
import { formatTable } from "@gammakit/io";
import { closingLines, secondsOf } from "./closing-lines.ts";

/** What is shown after a flux profile. */
export function summarizeFluxProfile({ result, profile }: FluxProfileRun, width: number): readonly string[] {
  const points = profile.rows.flatMap((row) => row.points);
  const measured = points.filter((point) => point.success).length;
  return [
    `${result.map.counts} counts on the map; ${measured} of ${points.length} fluxes in ${profile.rows.length} regions measured (${secondsOf(result)})`,
    "",
    formatTable(briefTable(profile), { width }),
    ...closingLines(result),
  ];
}

/** A line per region and energy bin with what tells the most. */
function briefTable({ rows, xRef }: FluxProfile): Table {
  const x = Float64Array.from(rows.flatMap(({ points }, i) => points.map(() => xRef[i])));
  return fluxTable(
    rows.flatMap(({ points }) => points),
    [column("x", x, { unit: "deg" })],
  );
}
