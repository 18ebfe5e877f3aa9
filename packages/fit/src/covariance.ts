import type { MinimizeResult, Objective } from "@gammakit/core";
import type { Curvature } from "./curvature.ts";
import type { CompiledFit } from "./objective.ts";

/** Distance to a limit, in errors, below which the error says nothing: the limit holds the parameter. */
const onLimit = 0.01;

/**
 * What is known of the errors at a point, in scaled parameters: the covariance of the optimizer where it has a usable one,
 * else that of second differences. Parameters at a limit have zeros.
 */
export async function errorsAt({ objective }: CompiledFit, at: MinimizeResult): Promise<Curvature> {
  const n = at.x.length;
  const given = at.covariance;
  if (given === undefined || given.length !== n * n) return differentiate(objective, at.x);
  const atLimit: number[] = [];
  for (let i = 0; i < n; i++) {
    const room = Math.min(objective.upper[i] - at.x[i], at.x[i] - objective.lower[i]);
    if (room <= onLimit * Math.sqrt(given[i * n + i])) atLimit.push(i);
    else if (!(given[i * n + i] > 0 && Number.isFinite(given[i * n + i]))) return differentiate(objective, at.x);
  }
  const held = (i: number) => atLimit.includes(i);
  const covariance =
    atLimit.length === 0 ? given : given.map((value, k) => (held(Math.floor(k / n)) || held(k % n) ? 0 : value));
  return { covariance, flat: [], falling: [], atLimit, evaluations: 0 };
}

/** Second differences, whose linear algebra is loaded when it is first needed: most optimizers bring a covariance. */
async function differentiate(objective: Objective, x: Float64Array): Promise<Curvature> {
  const { curvatureAt } = await import("./curvature.ts");
  return curvatureAt(objective, x);
}

/** The covariance of all parameters in their units from that of the scaled free ones; zeros for frozen ones. */
export function expandCovariance({ layout, scale }: CompiledFit, small: Float64Array): Float64Array {
  const n = layout.names.length;
  const slot = slots(layout.source, layout.free);
  const out = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) {
      const [a, b] = [slot[k], slot[l]];
      if (a >= 0 && b >= 0) out[k * n + l] = small[a * scale.length + b] * scale[a] * scale[b];
    }
  }
  return out;
}

/** The covariance of the scaled free parameters from that of all. */
export function shrinkCovariance({ layout, scale }: CompiledFit, all: Float64Array): Float64Array {
  const { free, names } = layout;
  const out = new Float64Array(free.length * free.length);
  free.forEach((k, a) => {
    free.forEach((l, b) => {
      out[a * free.length + b] = all[k * names.length + l] / (scale[a] * scale[b]);
    });
  });
  return out;
}

/** For each parameter, the place among the free ones of the one whose value it has; −1 where that is frozen. */
function slots(source: Int32Array, free: Int32Array): Int32Array {
  return source.map((k) => free.indexOf(k));
}
