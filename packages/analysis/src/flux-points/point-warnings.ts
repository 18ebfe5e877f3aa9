import type { FluxPoint } from "@gammakit/core";
import type { JobWarning } from "../job/warning.ts";

/** Which fluxes could not be measured, or have no upper limit, one warning for each reason. */
export function pointWarnings(points: readonly FluxPoint[], where: string): readonly JobWarning[] {
  const bins = new Map<string, { readonly code: string; readonly reason: string; readonly ranges: string[] }>();
  for (const point of points) {
    const { success, reason } = point;
    // That no bin of the data is left has been said of the edges.
    if (reason === undefined || reason.startsWith("no energy bin of the data")) continue;
    const code = success ? "incomplete-flux" : "not-computed";
    const entry = bins.get(code + reason) ?? { code, reason, ranges: [] };
    entry.ranges.push(rangeOf(point));
    bins.set(code + reason, entry);
  }
  return [...bins.values()].map(({ code, reason, ranges }) => {
    const what = code === "not-computed" ? "No flux could be measured" : "Something of the flux is missing";
    return { code, message: `${what} in ${ranges.join("; ")}: ${reason}.`, where };
  });
}

function rangeOf({ eMin, eMax }: FluxPoint): string {
  return `${Number(eMin.toPrecision(4))} to ${Number(eMax.toPrecision(4))} TeV`;
}
