import type { FluxPoint } from "@gammakit/core";
import type { JobFigure } from "./job-figure.ts";

/** A flux point whose statistic was scanned, and what it is called. */
export interface ScannedPoint {
  readonly point: FluxPoint;
  readonly label: string;
}

/** How many norms of a scan are to be seen, at least. */
const fewest = 4;

/** The statistic of each flux point along its norm, of which the most significant is shown first; none without scans. */
export function scanFigures(
  points: readonly ScannedPoint[],
  plot: typeof import("@gammakit/plot"),
): readonly JobFigure[] {
  const scanned = points.filter(({ point }) => point.success && risesOf(point).length >= fewest);
  const main = scanned.reduce<ScannedPoint | undefined>(
    (best, one) => (best === undefined || one.point.ts > best.point.ts ? one : best),
    undefined,
  );
  return scanned.map(({ point, label }) => {
    const { scan, norm, normErr, normUl, stat } = point;
    return {
      name: main?.point === point ? "likelihood" : `likelihood-${points.findIndex((one) => one.point === point) + 1}`,
      figure: plot.likelihoodFigure({
        title: `Likelihood, ${label}`,
        parameter: "Norm",
        unit: "",
        values: scan?.norm ?? [],
        rise: (scan?.stat ?? []).map((value) => value - stat),
        best: norm,
        error: normErr,
        upperLimit: normUl,
        maxRise: Math.max(12, 1.05 * risesOf(point)[fewest - 1]),
      }),
      caption:
        "The statistic above its minimum at the norms of the scan; lines are the best norm and its upper limit, bands one and two errors.",
      choice: { group: "likelihood", label, isMain: main?.point === point },
    };
  });
}

/** Rises of the statistic, the smallest first. */
function risesOf({ scan, stat }: FluxPoint): readonly number[] {
  const rises = (scan?.stat ?? []).map((value) => value - stat).filter(Number.isFinite);
  return rises.sort((a, b) => a - b);
}
