import { type FluxPoint, type FluxPoints, pow } from "@gammakit/core";
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
  const scanned = points.flatMap((one, i) => {
    const rises = one.point.success && one.point.scan !== undefined ? risesOf(one) : [];
    return rises.length >= fewest ? [{ ...one, rises, number: i + 1 }] : [];
  });
  const most = Math.max(...scanned.map(({ point }) => point.ts));
  const main = scanned.find(({ point }) => point.ts === most);
  return scanned.map(({ point, label, rises, number }) => ({
    name: number === main?.number ? "likelihood" : `likelihood-${number}`,
    figure: plot.likelihoodFigure({
      title: `Likelihood, ${label}`,
      parameter: "Norm",
      unit: "",
      values: rises.map(({ norm }) => norm),
      rise: rises.map(({ rise }) => rise),
      best: point.norm,
      error: point.normErr,
      upperLimit: point.normUl,
      maxRise: Math.max(12, 1.05 * [...rises].sort((a, b) => a.rise - b.rise)[fewest - 1].rise),
    }),
    caption:
      "The statistic above its minimum, at the norms of the scan, the best norm and the ends of its intervals; lines are the best norm and its upper limit, bands one and two errors.",
    choice: { group: "likelihood", label, isMain: number === main?.number },
  }));
}

/** Where the statistic is known above its minimum: along the scan, at the best norm, and where errors and limit were found. */
function risesOf({ point, of: { nSigma, nSigmaUl, ulMethod } }: ScannedPoint) {
  const { scan, norm, normErrn, normErrp, normUl, stat } = point;
  const known = [
    ...(scan?.norm ?? []).map((value, k) => ({ norm: value, rise: (scan?.stat[k] ?? Number.NaN) - stat })),
    { norm, rise: 0 },
    { norm: norm - normErrn, rise: pow(nSigma, 2) },
    { norm: norm + normErrp, rise: pow(nSigma, 2) },
    ...(ulMethod === "profile" ? [{ norm: normUl, rise: pow(nSigmaUl, 2) }] : []),
  ];
  return known.filter((one) => Number.isFinite(one.norm + one.rise)).sort((a, b) => a.norm - b.norm);
}
