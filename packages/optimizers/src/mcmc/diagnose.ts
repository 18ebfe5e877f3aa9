import type { Chain, Objective } from "@gammakit/core";
import { autocorrelationTime } from "./autocorrelation-time.ts";
import { splitRHat } from "./split-r-hat.ts";

/** Autocorrelation times that a chain must be long to tell them (Foreman-Mackey et al. 2013, section 3). */
const enoughTimes = 50;

/**
 * R-hat above which the parts of a chain disagree. The 1.01 of Vehtari et al. (2021, section 4) is for a few long chains; halves of
 * the traces of an ensemble that are 25 autocorrelation times long have 1.02 when all is well.
 */
const largestRHat = 1.05;

/** Part of the proposals below which an ensemble hardly moves. */
const leastAcceptance = 0.1;

/** Diagnostics and warnings of samples, row-major [step × walker × parameter]. Parameters whose limits are equal need not move. */
export function diagnose(
  samples: Float64Array,
  walkers: number,
  { names, lower, upper }: Pick<Objective, "names" | "lower" | "upper">,
  { thin, acceptance, aborted }: { readonly thin: number; readonly acceptance: number; readonly aborted: boolean },
): Pick<Chain, "diagnostics" | "warnings"> {
  const n = names.length;
  const steps = n === 0 ? 0 : samples.length / (walkers * n);
  const traces = names.map((_, i) => tracesOf(samples, walkers, n, i));
  const times = Float64Array.from(traces, (trace) => autocorrelationTime(trace));
  const rHat = Float64Array.from(traces, (trace) => splitRHat(trace));
  const effectiveSamples = times.map((time) => (steps * walkers) / time);
  const warnings: string[] = [];
  if (aborted) warnings.push(`The chain was stopped after ${steps} kept steps.`);
  const moves = (i: number) => lower[i] < upper[i];
  const short = names.filter((_, i) => moves(i) && !(steps >= enoughTimes * times[i]));
  if (short.length > 0) {
    const worst = Math.max(...times.filter((_, i) => moves(i))) * thin;
    const advice = Number.isFinite(worst)
      ? ` The longest is ${worst.toPrecision(2)} steps: take at least ${2 * Math.ceil(enoughTimes * worst)}.`
      : "";
    warnings.push(`The chain is shorter than ${enoughTimes} autocorrelation times of ${short.join(", ")}.${advice}`);
  }
  const apart = names.filter((_, i) => moves(i) && !(rHat[i] <= largestRHat));
  if (apart.length > 0) {
    const list = apart.map((name) => `${name} (${rHat[names.indexOf(name)].toFixed(3)})`).join(", ");
    warnings.push(
      `Parts of the chain disagree, R-hat above ${largestRHat}: ${list}. Take more steps or a longer burn-in.`,
    );
  }
  if (!(acceptance >= leastAcceptance)) {
    warnings.push(
      `Only ${(100 * acceptance).toFixed(1)} % of the proposals were accepted. Take more walkers, or other parameters.`,
    );
  }
  return {
    diagnostics: { acceptance, autocorrelationTime: times.map((time) => time * thin), rHat, effectiveSamples },
    warnings,
  };
}

/** The values of one parameter, a trace per walker. */
function tracesOf(samples: Float64Array, walkers: number, n: number, i: number): readonly Float64Array[] {
  const steps = samples.length / (walkers * n);
  return Array.from({ length: walkers }, (_, w) =>
    Float64Array.from({ length: steps }, (__, k) => samples[(k * walkers + w) * n + i]),
  );
}
