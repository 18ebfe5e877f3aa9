import { exp } from "@gammakit/core";
import { findCrossing } from "./crossing.ts";
import { integrate, type Panel, panelOf } from "./quadrature.ts";
import { confidenceLevelOf, type NormCurve, type UpperLimit, upperLimit } from "./upper-limit.ts";

/** Square root of the rise beyond which the posterior is left out: exp(−½ 9²) is 3e-18. */
const horizon = 9;

/**
 * The norm below which the posterior probability is `confidenceLevelOf(nSigma)`, for a prior that is flat for norms from 0 on and
 * zero below. Helene (1983), NIM 212, 319, for any number of bins. There is none where the likelihood does not fall to
 * larger norms.
 */
export function bayesianLimit(curve: NormCurve, nSigma: number): UpperLimit {
  const no = (reason: string) => upperLimit("bayesian", nSigma, Number.NaN, reason);
  const from = Math.max(0, curve.lower);
  const best = Math.max(from, curve.best);
  if (!(best <= curve.upper)) return no("no norm that is not negative is allowed");
  const height = Math.max(horizon, 2 * nSigma);
  const end = findCrossing(curve, best, 1, height);
  if (end.reason !== undefined) return no(end.reason);
  const rise = findCrossing({ ...curve, lower: from }, best, -1, height);
  const begin = rise.reason === undefined ? rise.norm : from;
  const lowest = curve.stat(best);
  const posterior = (norm: number) => exp(-0.5 * (curve.stat(norm) - lowest));
  const panels = [...integrate(posterior, begin, best, 1e-10), ...integrate(posterior, best, end.norm, 1e-10)];
  const total = panels.reduce((sum, { integral }) => sum + integral, 0);
  return upperLimit("bayesian", nSigma, quantile(posterior, panels, confidenceLevelOf(nSigma) * total));
}

/** Where the integral over the panels has reached `target`. */
function quantile(density: (x: number) => number, panels: readonly Panel[], target: number): number {
  let sum = 0;
  for (const { from, to, integral } of panels) {
    if (sum + integral >= target && to > from) return solveWithin(density, from, to, target - sum);
    sum += integral;
  }
  return panels[panels.length - 1].to;
}

/** Newton's method, kept between the ends of the panel by bisection. */
function solveWithin(density: (x: number) => number, from: number, to: number, target: number): number {
  let [low, high] = [from, to];
  let x = 0.5 * (low + high);
  for (let k = 0; k < 60 && high - low > 1e-14 * high; k++) {
    const excess = panelOf(density, from, x).integral - target;
    if (excess < 0) low = x;
    else high = x;
    const next = x - excess / density(x);
    if (Math.abs(next - x) <= 1e-12 * Math.abs(x)) return next;
    x = next > low && next < high ? next : 0.5 * (low + high);
  }
  return x;
}
