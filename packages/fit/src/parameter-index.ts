import { GammakitError, nearest } from "@gammakit/core";
import type { ParameterLayout } from "./layout.ts";

/**
 * Place among the free parameters of "model.parameter", or of "parameter" where only one model has it. That of the parameter
 * it follows where it is linked. Throws "invalid-input" where there is none, or it is frozen.
 */
export function freeIndex({ names, source, free }: ParameterLayout, parameter: string): number {
  const exact = names.indexOf(parameter);
  const matches = exact >= 0 ? [exact] : names.flatMap((name, k) => (name.endsWith(`.${parameter}`) ? [k] : []));
  const places = new Set(matches.map((k) => source[k]));
  const details = { parameter, known: names };
  if (places.size > 1) {
    const which = matches.map((k) => names[k]).join(", ");
    throw new GammakitError(
      "invalid-input",
      `Several models have a parameter "${parameter}": ${which}. Name one of these.`,
      details,
    );
  }
  if (places.size === 0) {
    const guess = nearest(parameter, [...names, ...names.map((name) => name.slice(name.lastIndexOf(".") + 1))]);
    const hint = guess === undefined ? `There are: ${names.join(", ")}.` : `Did you mean "${guess}"?`;
    throw new GammakitError("invalid-input", `The fit has no parameter "${parameter}". ${hint}`, details);
  }
  const index = free.indexOf(source[matches[0]]);
  if (index >= 0) return index;
  const others = Array.from(free, (k) => names[k]).join(", ");
  throw new GammakitError("invalid-input", `Parameter "${parameter}" is frozen. Free: ${others}.`, details);
}
