import type { FluxPoint, FluxPoints } from "@gammakit/core";
import type { JobFigure } from "./job-figure.ts";

/** A flux point whose statistic was scanned, where it belongs, and what it is called. */
export interface ScannedPoint {
  readonly point: FluxPoint;
  readonly of: Omit<FluxPoints, "points">;
  readonly label: string;
}

/** How many norms are to be seen, at least. */
const fewest = 4;

/** The statistic of each flux point along its norm, of which the most significant is shown first; none without scans. */
export function scanFigures(
  points: readonly ScannedPoint[],
  plot: typeof import("@gammakit/plot"),
): readonly JobFigure[] {
  const scanned = points.flatMap(({ point, of, label }, i) => {
    if (!point.success || point.scan === undefined) return [];
    const statistic = plot.compileNormStatistic(point, of);
    const rises = statistic.norms.map(statistic);
    return rises.length >= fewest ? [{ point, label, norms: statistic.norms, rises, number: i + 1 }] : [];
  });
  const most = Math.max(...scanned.map(({ point }) => point.ts));
  const main = scanned.find(({ point }) => point.ts === most);
  return scanned.map(({ point, label, norms, rises, number }) => ({
    name: number === main?.number ? "likelihood" : `likelihood-${number}`,
    figure: plot.likelihoodFigure({
      title: `Likelihood, ${label}`,
      parameter: "Norm",
      unit: "",
      values: norms,
      rise: rises,
      best: point.norm,
      error: errorsOf(point),
      upperLimit: point.normUl,
      maxRise: Math.max(12, 1.05 * [...rises].sort((a, b) => a - b)[fewest - 1]),
    }),
    caption:
      "The statistic above its minimum, through all norms at which it is known: those of the scan, the best norm, no source, and the ends of its intervals; lines are the best norm and its upper limit, bands one and two errors.",
    choice: { group: "likelihood", label, isMain: number === main?.number },
  }));
}

/** Distances to the lower and the upper end, symmetric where nothing else is known. */
function errorsOf({ normErr, normErrn, normErrp }: FluxPoint): readonly [number, number] {
  return [Number.isFinite(normErrn) ? normErrn : normErr, Number.isFinite(normErrp) ? normErrp : normErr];
}
