import type { MinimizeResult, Objective } from "@gammakit/core";
import { createPause } from "@gammakit/core";
import { errorsAt } from "./covariance.ts";
import type { Curvature } from "./curvature.ts";
import type { FitOptions } from "./fit.ts";
import type { ProfilePoint } from "./fixed-parameter.ts";
import type { CompiledFit } from "./objective.ts";
import type { Polished } from "./polish.ts";
import type { Outset, Walk, WalkOptions } from "./profile-walk.ts";
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
  /** On which sides the likelihood is flat, in words; absent where there is none. */
  readonly flat?: string;
  /** That the profiles could not be followed to their ends, in words; absent where they were. */
  readonly unfinished?: string;
  /** Name of the parameter along whose profile the minimum was found. */
  readonly rescuedAlong?: string;
  /** How often the statistic was computed besides the search that ended at `start`. */
  readonly evaluations: number;
}

/** Most computations of the statistic and of its gradient for all that: no data are worth more. */
const mostCalls = 15_000;

/** Most descents along profiles before it is said that there is no minimum. */
const mostRescues = 4;

/**
 * What is known of the point where a search ended. Where its errors are doubtful, the profiles of those parameters are followed.
 * With `rescue` all parameters are looked at, and the search goes on from where a profile is lower.
 */
export async function settle(
  compiled: CompiledFit,
  start: MinimizeResult,
  options: FitOptions & { readonly rescue?: boolean },
): Promise<Settled> {
  const calls: Calls = { count: 0, gradients: 0 };
  const objective = counted(compiled.objective, calls);
  const pause = createPause();
  const walking: WalkOptions = {
    ...options,
    mayGoOn: async () => {
      await pause();
      return calls.count + calls.gradients < mostCalls && !options.context?.signal?.aborted;
    },
  };
  let found = start;
  let rescuedAlong: string | undefined;
  for (let rescues = 0; ; rescues++) {
    const polished = options.rescue && found.status === "converged" ? await polishedAt(objective, found) : undefined;
    found = polished?.found ?? found;
    const errors = polished?.errors ?? (await errorsOf(compiled, found));
    if (polished === undefined) calls.count += errors?.evaluations ?? 0;
    const outsets = outsetsFrom({ ...compiled, objective }, found, errors, options.rescue ?? false);
    const walks = await walksFrom(outsets, objective, found, walking);
    const lower = walks.find(({ kind }) => kind === "lower");
    const stopped = rescues >= mostRescues || !(await walking.mayGoOn());
    if (lower === undefined || !options.rescue || stopped) {
      const sides = await sidesOf(walks, { ...compiled, objective }, walking);
      return {
        found: onLimits(objective, lowestOf(found, walks), errors?.atLimit ?? []),
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

/** How often a statistic and its gradient were computed. */
interface Calls {
  count: number;
  gradients: number;
}

/** The objective, counting. */
function counted(objective: Objective, calls: Calls): Objective {
  const { gradient } = objective;
  return {
    ...objective,
    evaluate: (x) => {
      calls.count++;
      return objective.evaluate(x);
    },
    ...(gradient && {
      gradient: (x: Float64Array, out: Float64Array) => {
        calls.gradients++;
        gradient(x, out);
      },
    }),
  };
}

/** Second derivatives where there may be a minimum: a search that failed may have done so because there is nothing to find. */
async function errorsOf(compiled: CompiledFit, found: MinimizeResult): Promise<Curvature | undefined> {
  const worthIt = Number.isFinite(found.value) && (found.status === "converged" || found.status === "failed");
  return worthIt ? errorsAt(compiled, found) : undefined;
}

// What follows profiles is loaded where there is something to follow.

async function polishedAt(objective: Objective, found: MinimizeResult): Promise<Polished | undefined> {
  const { polish } = await import("./follow-profiles.ts");
  return polish(objective, found);
}

async function walksFrom(
  outsets: readonly Outset[],
  objective: Objective,
  found: MinimizeResult,
  options: WalkOptions,
): Promise<readonly Walk[]> {
  if (outsets.length === 0) return [];
  const { followProfiles } = await import("./follow-profiles.ts");
  return followProfiles(outsets, objective, found, options);
}

async function sidesOf(
  walks: readonly Walk[],
  compiled: CompiledFit,
  options: WalkOptions,
): ReturnType<typeof import("./follow-profiles.ts").openSides> {
  if (walks.length === 0) return { open: [], idle: [] };
  const { openSides } = await import("./follow-profiles.ts");
  return openSides(compiled, walks, options);
}

/** Sides of the parameters whose errors are doubtful: larger than the value, or, where all are looked at, wrong about the rise. */
function outsetsFrom(
  compiled: CompiledFit,
  { x, value, status }: MinimizeResult,
  errors: Curvature | undefined,
  all: boolean,
): readonly Outset[] {
  const { objective, layout } = compiled;
  const n = x.length;
  const covariance = errors?.covariance;
  if ((covariance === undefined && !all) || !Number.isFinite(value) || status === "aborted") return [];
  const unitOf = (i: number) => layout.parameters[layout.free[i]].unit;
  // Amplitudes last: where the shape is undetermined they follow it.
  const order = Array.from(x, (_, i) => i).sort((a, b) => Number(/cm/.test(unitOf(a))) - Number(/cm/.test(unitOf(b))));
  return order
    .filter((i) => !errors?.atLimit.includes(i))
    .filter((i) => {
      if (covariance === undefined) return true;
      const large = Math.sqrt(covariance[i * n + i]) > Math.max(Math.abs(x[i]), 1);
      return (large || all) && !isRegular(objective, x, covariance, i);
    })
    .flatMap((index) => {
      const error = covariance === undefined ? Number.NaN : Math.sqrt(covariance[index * n + index]);
      // An energy stays above zero.
      const positive = unitOf(index) === "TeV";
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

/** Distance to a limit, in units of the start value's power of ten, below which a search means the limit itself. */
const nearLimit = 1e-5;

/** The point with the parameters at a limit on it, where that is no higher: searches within limits come near, and a hair is no value. */
function onLimits(
  { lower, upper, evaluate }: Objective,
  found: MinimizeResult,
  atLimit: readonly number[],
): MinimizeResult {
  const x = found.x.map((value, i) => {
    if (!atLimit.includes(i)) return value;
    if (value - lower[i] < nearLimit) return lower[i];
    return upper[i] - value < nearLimit ? upper[i] : value;
  });
  if (x.every((value, i) => value === found.x[i])) return found;
  const value = evaluate(x);
  return value <= found.value ? { ...found, x, value } : found;
}

/** The lowest point seen: on a flat side it does not matter where one stands, but lower is nearer to the truth. */
function lowestOf(found: MinimizeResult, walks: readonly Walk[]): MinimizeResult {
  const flat = walks.filter(({ kind }) => kind === "flat").map(({ lowest }) => lowest);
  const { x, value } = flat.reduce<ProfilePoint>((a, b) => (b.value < a.value ? b : a), found);
  return { ...found, x, value };
}
