import { GammakitError } from "../errors/gammakit-error.ts";
import { nearest } from "../errors/suggest.ts";
import type { Prior } from "../model/model.ts";
import { defineExtension, type Extension, type Label } from "./registry.ts";

/** The numbers of a prior by name. */
export type PriorNumbers<N extends string> = Readonly<Record<N, number>>;

/** All there is to say about a prior. */
export interface PriorDefinition<N extends string> extends Label {
  /** Its numbers and their defaults, in the unit of the parameter where they have one. */
  readonly numbers: PriorNumbers<N>;
  /** What is wrong with the numbers, "sigma must be above 0"; nothing where they are right. */
  readonly check?: (numbers: PriorNumbers<N>) => string | undefined;
  /** −2 ln P at a value within the range. */
  readonly minusTwoLog: (value: number, numbers: PriorNumbers<N>) => number;
  /** Its derivative with respect to the value. */
  readonly derivative?: (value: number, numbers: PriorNumbers<N>) => number;
  /** Between which values P is not zero; everywhere where absent. */
  readonly range?: (numbers: PriorNumbers<N>) => readonly [min: number, max: number];
}

/** What the factory of a prior takes: its numbers, and the weight that −2 ln P is multiplied with (1). */
export type PriorSettings<N extends string> = { readonly [K in N | "weight"]?: number };

/** A factory of priors, typed by their numbers. */
export type PriorExtension<N extends string> = Extension<"prior", [settings?: PriorSettings<N>], Prior>;

/**
 * A factory of priors from their numbers and formula: `gaussianPrior({ mu: 2, sigma: 0.1 })`. Beyond its range −2 ln P is ∞.
 * The factory throws "invalid-input" for a number that it does not have, that is not finite, or that `check` refuses, and for a
 * weight that is not above 0.
 */
export function definePrior<const N extends string>(definition: PriorDefinition<N>): PriorExtension<N> {
  const { id, aliases, summary, minusTwoLog, derivative, range } = definition;
  return defineExtension(
    "prior",
    { id, summary, ...(aliases && { aliases }) },
    (settings?: PriorSettings<N>): Omit<Prior, "id"> => {
      const { numbers, weight } = readSettings(definition, settings);
      const [min, max] = range?.(numbers) ?? [-Infinity, Infinity];
      return {
        options: { ...numbers, ...(weight !== 1 && { weight }) },
        ...(range && { range: [min, max] as const }),
        minusTwoLog: (value) => (value >= min && value <= max ? weight * minusTwoLog(value, numbers) : Infinity),
        ...(derivative && {
          derivative: (value) => (value >= min && value <= max ? weight * derivative(value, numbers) : 0),
        }),
      };
    },
  );
}

function readSettings<N extends string>(
  { id, numbers: defaults, check }: PriorDefinition<N>,
  settings: unknown = {},
): { readonly numbers: PriorNumbers<N>; readonly weight: number } {
  if (typeof settings !== "object" || settings === null || Array.isArray(settings)) {
    throw refuse(id, `its numbers must be an object, not ${String(settings)}`);
  }
  const known = [...Object.keys(defaults), "weight"];
  const given = new Map(Object.entries(settings).filter(([, value]) => value !== undefined));
  for (const [key, value] of given) {
    if (!known.includes(key)) {
      const guess = nearest(key, known);
      const hint = guess === undefined ? "." : `; did you mean "${guess}"?`;
      throw refuse(id, `it has no "${key}"${hint} It has ${known.join(", ")}`);
    }
    if (typeof value === "number" && Number.isFinite(value)) continue;
    throw refuse(
      id,
      `${key} must be a finite number, in the unit of the parameter where it has one, not ${JSON.stringify(value) ?? String(value)}`,
    );
  }
  const numbers = Object.fromEntries(
    Object.entries<number>(defaults).map(([key, value]) => [key, given.get(key) ?? value]),
  ) as PriorNumbers<N>;
  const weight = (given.get("weight") ?? 1) as number;
  const fault = weight > 0 ? check?.(numbers) : `weight must be above 0, not ${weight}`;
  if (fault !== undefined) throw refuse(id, fault);
  return { numbers, weight };
}

function refuse(id: string, what: string): GammakitError {
  return new GammakitError("invalid-input", `The prior "${id}": ${what}.`, { id });
}
