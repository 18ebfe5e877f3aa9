import type { MinimizeResult, Objective } from "../contracts/optimizer.ts";
import type { SpectralModel } from "../model/model.ts";
import { shown } from "./check-plugin.ts";
import type { Kind } from "./registry.ts";

const statuses: readonly MinimizeResult["status"][] = ["converged", "max-evaluations", "failed", "aborted"];

/** What is wrong with what an optimizer has found, in words; undefined where nothing is. */
export function wrongMinimum(found: unknown, { start }: Objective): string | undefined {
  const result = (found ?? {}) as Partial<Record<keyof MinimizeResult, unknown>>;
  const n = start.length;
  const isVector = (value: unknown, length: number) => value instanceof Float64Array && value.length === length;
  if (typeof found !== "object" || found === null) return `found ${shown(found)}, not an object`;
  if (!statuses.includes(result.status as MinimizeResult["status"]))
    return `found something whose "status" is ${shown(result.status)}, not one of ${statuses.join(", ")}`;
  if (!isVector(result.x, n)) return `found something whose "x" is no Float64Array of ${n} values`;
  for (const member of ["value", "evaluations"] as const)
    if (typeof result[member] !== "number")
      return `found something whose "${member}" is ${shown(result[member])}, not a number`;
  if (result.covariance !== undefined && !isVector(result.covariance, n * n))
    return `found something whose "covariance" is no Float64Array of ${n} × ${n} values`;
  return undefined;
}

/** What is wrong with how a spectrum is written, in words, as far as one trial tells; undefined where nothing is. */
export function wrongSpectrum({ parameters, evaluate }: SpectralModel): string | undefined {
  const energy = Float64Array.of(0.1, 1, 10);
  const p = Float64Array.from(parameters, ({ value }) => value);
  const given = [...arraysOf({ energy }), ...arraysOf({ p })];
  try {
    const done: unknown = evaluate(energy, p, new Float64Array(energy.length));
    if (done instanceof Promise) {
      // Nobody waits for it: should it fail, that is not another error.
      done.catch(() => undefined);
      return `has an "evaluate" that gives a promise, and models are synchronous`;
    }
  } catch {
    // It is told where the spectrum is needed.
  }
  return putBack(given).length > 0
    ? `has an "evaluate" that changes the energies or parameters that it is given`
    : undefined;
}

type Numbers = Float64Array | Uint8Array;

/** An array that an extension is given, and what was in it. */
interface Given {
  readonly name: string;
  readonly array: Numbers;
  readonly before: Numbers;
}

/** Remembers the arrays that an extension is given and that others use after it: those of datasets, and of an objective. */
export function rememberGiven(kind: Kind, [first]: readonly unknown[]): readonly Given[] {
  if (kind === "optimizer" || kind === "sampler" || kind === "maker") return arraysOf(first);
  return kind === "estimator" && Array.isArray(first) ? first.flatMap(arraysOf) : [];
}

function arraysOf(holder: unknown): readonly Given[] {
  return Object.entries((holder ?? {}) as object).flatMap(([name, array]) =>
    array instanceof Float64Array || array instanceof Uint8Array ? [{ name, array, before: array.slice() }] : [],
  );
}

/** The names of those that were changed, each once. What was in them is put back: others go on with it. */
export function putBack(given: readonly Given[]): readonly string[] {
  const changed = given.filter(({ array, before }) => array.some((value, i) => !Object.is(value, before[i])));
  for (const { array, before } of changed) array.set(before);
  return [...new Set(changed.map(({ name }) => name))];
}
