import { type FittedFluxPoints, fluxPointsDataset } from "@gammakit/fit";
import type { JobWarning } from "../job/warning.ts";
import type { FluxPointsSet } from "./read-points.ts";

/** Errors whose scans say that they are so many times what the file says, or a part of it, are another thing. */
const unlike = 1.4;

/**
 * That the errors by which points are compared are not what the scans beside them say: those of two standard deviations, as some files
 * have them without a word, would count a quarter. Nothing where there are no scans.
 */
export function errorsBesideScans(set: FluxPointsSet): readonly JobWarning[] {
  const { name, file, points, likelihood, dataset, bins } = set;
  if (likelihood === "scans") return [];
  const used = points.points.filter((_, i) => dataset.maskSafe[bins[i]] === 1);
  const found = used.flatMap((point) => sigmasOf({ ...points, points: [point] }, name)).sort((a, b) => a - b);
  if (found.length === 0) return [];
  const sigmas = found[Math.floor(found.length / 2)];
  const ratio = sigmas / points.nSigma;
  if (ratio < unlike && ratio > 1 / unlike) return [];
  const message = `${file}: its errors are ${sigmas.toFixed(1)} standard deviations by the scans beside them, and taken for ${points.nSigma}. Take likelihood: scans.`;
  return [{ code: "errors-unlike-scans", message, where: name }];
}

/** How many standard deviations the error of the only point of a set is, by the rise of its scan on both sides; none where it has no such scan. */
function sigmasOf(set: FittedFluxPoints, name: string): readonly number[] {
  const { scan, norm, normErr } = set.points[0];
  const norms = scan?.norm.filter((_, i) => Number.isFinite(scan.stat[i])) ?? [];
  if (norms.length < 3 || norms.some((value, i) => value <= norms[i - 1]) || !(normErr > 0)) return [];
  const { dataset, statistic, bins } = fluxPointsDataset({ ...set, maskFit: [1] }, { name, likelihood: "scans" });
  const compiled = statistic.compile(dataset);
  const rises = [norm - normErr, norm + normErr].map((value) => {
    const predicted = new Float64Array(dataset.counts.length);
    predicted[bins[0]] = value;
    return compiled.value(predicted);
  });
  const sigmas = Math.sqrt((rises[0] + rises[1]) / 2);
  return Number.isFinite(sigmas) && sigmas > 0 ? [sigmas] : [];
}
