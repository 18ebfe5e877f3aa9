import type { Parameter } from "./model.ts";
import { applySetting, type ParameterSetting } from "./parameter.ts";
import type { Parametrized } from "./parameter-values.ts";
import { unknownParameter } from "./unknown-parameter.ts";

/**
 * A copy of `model` with changed parameters: `withParameters(model, { index: 2.5, amplitude: { min: 0 } })`.
 * A number is a value in the unit of the parameter; `undefined` takes a limit, an error, a link or a prior away.
 * Throws "invalid-input" as the factory of the model does.
 */
export function withParameters<M extends Parametrized>(
  model: M,
  changes: Readonly<Record<string, ParameterSetting>>,
): M {
  const names = model.parameters.map((parameter) => parameter.name);
  for (const name of Object.keys(changes)) {
    if (!names.includes(name)) throw unknownParameter(model.id, name, names);
  }
  const parameters = model.parameters.map((parameter) =>
    Object.hasOwn(changes, parameter.name)
      ? applySetting(parameter, changes[parameter.name], `${model.id}: ${parameter.name}`)
      : parameter,
  );
  return { ...model, parameters };
}

/** Place of the parameter `name` in the vector of `model`. Throws "invalid-input", with a suggestion, where there is none. */
export function parameterIndex(model: Parametrized, name: string): number {
  const names = model.parameters.map((parameter) => parameter.name);
  const index = names.indexOf(name);
  if (index < 0) throw unknownParameter(model.id, name, names);
  return index;
}

/** The parameter `name` of `model`: after a fit the value found, in its `unit`, and the error. Throws as {@link parameterIndex} does. */
export function parameterOf(model: Parametrized, name: string): Parameter {
  return model.parameters[parameterIndex(model, name)];
}
