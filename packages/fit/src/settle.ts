import type { MinimizeResult, Objective } from "@gammakit/core";
import { errorsAt } from "./covariance.ts";
import type { Curvature } from "./curvature.ts";
import type { FitOptions } from "./fit.ts";
import type { ProfilePoint } from "./fixed-parameter.ts";
import type { CompiledFit } from "./objective.ts";
import { polish } from "./polish.ts";
import { edgeOfFlat, type Outset, type Walk, walkProfile } from "./profile-walk.ts";
import { startingAt } from "./start-values.ts";

/** A side of a parameter on which the data give it no bound of one sigma. */
export interface OpenSide {
  /** "model.parameter". */
  readonly parameter: string;
  readonly side: "above" | "below";
  /** The value from which on the likelihood is flat; that of the best fit where it is not flat. In `unit`. */
  readonly from: number;
  /** How far it was followed. In `unit`. */
  readonly to: number;
  readonly unit: string;
  /** Largest rise of the profile of −2 ln L on that side. */
  readonly rise: number;
  /** Whether that is so little that there is no minimum to speak of. */
  readonly flat: boolean;
}

/** A point where a search ended, and what its surroundings say of it. */
export interface Settled {
  readonly found: MinimizeResult;
  readonly errors?: Curvature;
  readonly open: readonly OpenSide[];
  /** Names of parameters on which the likelihood does not depend within reach. */
  readonly idle: readonly string[];
  /** Name of the parameter along whose profile a lower point was found, and not followed. */
  readonly lowerAlong?: string;
  /** Name of the parameter along whose profile the minimum was found. */
  readonly rescuedAlong?: string;
  /** How often the statistic was computed besides the search that ended at `start`. */
  readonly evaluations: number;
}

/** Most descents along profiles before it is said that there is no minimum. */
const mostRescues = 8;

/**
 * What is known of the point where a search ended. Where its errors are doubtful, the profiles of those parameters are followed.
 * With `rescue` all parameters are looked at, and the search goes on from where a profile is lower.
 */
export async function settle(
  compiled: CompiledFit,
  start: MinimizeResult,
  options: FitOptions & { readonly rescue?: boolean },
): Promise<Settled> {
  const calls = { count: 0 };
  const objective = counted(compiled.objective, calls);
  let found = start;
  let rescuedAlong: string | undefined;
  for (let rescues = 0; ; rescues++) {
    const polished = options.rescue && found.status === "converged" ? await polish(objective, found) : undefined;
    found = polished?.found ?? found;
    const errors = polished?.errors ?? (await errorsOf(compiled, found));
    if (polished === undefined) calls.count += errors?.evaluations ?? 0;
    const walks = await exploreFrom({ ...compiled, objective }, found, errors, options);
    const lower = walks.find(({ kind }) => kind === "lower");
    const stopped = options.context?.signal?.aborted || rescues >= mostRescues;
    if (lower === undefined || !options.rescue || stopped) {
      const sides = await openSides({ ...compiled, objective }, walks, options);
      return {
        found: lowestOf(found, walks),
        ...(errors && { errors }),
        ...sides,
        evaluations: calls.count,
        ...(lower && { lowerAlong: objective.names[lower.index] }),
        ...(rescuedAlong !== undefined && { rescuedAlong }),
      };
    }
    rescuedAlong = objective.names[lower.index];
    found = await descend(objective, lower.lowest, options);
  }
}

/** The objective, counting how often it is computed. */
function counted(objective: Objective, calls: { count: number }): Objective {
  return {
    ...objective,
    evaluate: (x) => {
      calls.count++;
      return objective.evaluate(x);
    },
  };
}

/** Second derivatives where there may be a minimum: a search that failed may have done so because there is nothing to find. */
async function errorsOf(compiled: CompiledFit, found: MinimizeResult): Promise<Curvature | undefined> {
  const worthIt = Number.isFinite(found.value) && (found.status === "converged" || found.status === "failed");
  return worthIt ? errorsAt(compiled, found) : undefined;
}

/** Walks along the profiles that may have no bound, until one leads down. */
async function exploreFrom(
  compiled: CompiledFit,
  found: MinimizeResult,
  errors: Curvature | undefined,
  options: FitOptions & { readonly rescue?: boolean },
): Promise<readonly Walk[]> {
  if (!Number.isFinite(found.value) || found.status === "aborted") return [];
  const walks: Walk[] = [];
  for (const outset of outsets(compiled, found, errors, options.rescue ?? false)) {
    if (options.context?.signal?.aborted) return [];
    const walk = await walkProfile(compiled.objective, found, outset, options);
    walks.push(walk);
    if (walk.kind === "lower") break;
    // Both sides of a parameter are told; more of them would not change the verdict.
    if (walk.sign > 0 && walks.some(({ kind, index }) => kind === "flat" && index === walk.index)) break;
  }
  return walks;
}

/** Sides of the parameters whose errors are doubtful: larger than the value, or, where all are looked at, wrong about the rise. */
function outsets(
  compiled: CompiledFit,
  { x }: MinimizeResult,
  errors: Curvature | undefined,
  all: boolean,
): readonly Outset[] {
  const { objective, layout } = compiled;
  const n = x.length;
  const covariance = errors?.covariance;
  if (covariance === undefined && !all) return [];
  return Array.from(x, (_, index) => index)
    .filter((i) => !errors?.atLimit.includes(i))
    .filter((i) => {
      if (covariance === undefined) return true;
      const large = Math.sqrt(covariance[i * n + i]) > Math.max(Math.abs(x[i]), 1);
      return (large || all) && !isRegular(objective, x, covariance, i);
    })
    .flatMap((index) => {
      const error = covariance === undefined ? Number.NaN : Math.sqrt(covariance[index * n + index]);
      // An energy stays above zero.
      const positive = layout.parameters[layout.free[index]].unit === "TeV";
      const unseen = errors?.flat.includes(index) ?? false;
      return ([-1, 1] as const).map((sign) => ({ index, sign, positive, error, unseen }));
    });
}

/** Whether the function rises by about `up` where the covariance says so: one error to either side, the others going along. */
function isRegular(objective: Objective, x: Float64Array, covariance: Float64Array, i: number): boolean {
  const n = x.length;
  const error = Math.sqrt(covariance[i * n + i]);
  const center = objective.evaluate(x);
  return [-1, 1].every((sign) => {
    const rise = objective.evaluate(x.map((value, j) => value + (sign * covariance[j * n + i]) / error)) - center;
    return rise > 0.5 * objective.up && rise < 2 * objective.up;
  });
}

/** The point where a search from `point` ends; `point` itself where the search does worse. */
async function descend(
  objective: Objective,
  point: ProfilePoint,
  { optimizer, context }: FitOptions,
): Promise<MinimizeResult> {
  const next = await optimizer.minimize(startingAt(objective, point.x), context);
  if (next.value <= point.value || next.status === "aborted") return next;
  const { covariance: _, ...rest } = next;
  return { ...rest, status: "failed", x: point.x, value: point.value };
}

/** The lowest point seen: on a flat side it does not matter where one stands, but lower is nearer to the truth. */
function lowestOf(found: MinimizeResult, walks: readonly Walk[]): MinimizeResult {
  const flat = walks.filter(({ kind }) => kind === "flat").map(({ lowest }) => lowest);
  const { x, value } = flat.reduce<ProfilePoint>((a, b) => (b.value < a.value ? b : a), found);
  return { ...found, x, value };
}

async function openSides(
  compiled: CompiledFit,
  walks: readonly Walk[],
  options: FitOptions,
): Promise<Pick<Settled, "open" | "idle">> {
  const { objective, layout, scale } = compiled;
  const idle: string[] = [];
  const open: OpenSide[] = [];
  for (const walk of walks) {
    const { kind, index, sign, rise, lowest, end } = walk;
    if (kind !== "flat" && kind !== "weak") continue;
    const edge = kind === "flat" ? await edgeOfFlat(objective, walk, options) : lowest.x[index];
    const parameter = objective.names[index];
    if (edge === undefined) {
      if (!idle.includes(parameter)) idle.push(parameter);
      continue;
    }
    open.push({
      parameter,
      side: sign > 0 ? "above" : "below",
      from: edge * scale[index],
      to: end * scale[index],
      unit: layout.parameters[layout.free[index]].unit,
      rise: Math.max(0, rise) * objective.up,
      flat: kind === "flat",
    });
  }
  return { open, idle };
}
