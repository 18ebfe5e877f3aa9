import { addSeconds, column, formatIso, type Instant, type LightCurve, type Table, toScale } from "@gammakit/core";
import { fluxTable } from "../flux-points/flux-table.ts";

/** A light curve as a table to look at: a row per interval and energy band, its start (UTC), then as `fluxTable`. */
export function lightCurveRows({ intervals, rows }: LightCurve): Table {
  const starts = rows.flatMap(({ points }, i) => {
    const start = iso(addSeconds(intervals.reference, intervals.start[i]));
    return points.map(() => start);
  });
  return fluxTable(
    rows.flatMap(({ points }) => points),
    [column("start", starts)],
  );
}

/** UTC with seconds. */
function iso(instant: Instant): string {
  return formatIso(toScale(instant, "utc"), "utc", 0).replace("T", " ");
}
