import { log10, type Parameter, pow } from "@gammakit/core";
import type { ParameterLayout } from "./layout.ts";

/** The values of all parameters of a fit, written from the scaled values of the free ones. */
export interface ParameterVector {
  /** Value of a free parameter = its scaled value × its scale. */
  readonly scale: Float64Array;
  /** Values of all parameters, in the order of the layout. */
  readonly full: Float64Array;
  /** Writes `full` for the scaled values `x` of the free parameters. */
  assign(x: Float64Array): void;
}

/** Makes the vector of a layout. Each free parameter is scaled to order one. */
export function compileVector({ parameters, source, free }: ParameterLayout): ParameterVector {
  const scale = Float64Array.from(free, (k) => scaleOf(parameters[k]));
  const full = Float64Array.from(source, (k) => parameters[k].value);
  const assign = (x: Float64Array) => {
    for (let i = 0; i < free.length; i++) full[free[i]] = x[i] * scale[i];
    for (let k = 0; k < source.length; k++) full[k] = full[source[k]];
  };
  return { scale, full, assign };
}

/** Power of ten of the value: of the error or a limit where that is zero. */
function scaleOf({ value, error, min, max }: Parameter): number {
  const size = [value, error, max, min].find(
    (number) => number !== undefined && number !== 0 && Number.isFinite(number),
  );
  return size === undefined ? 1 : pow(10, Math.floor(log10(Math.abs(size))));
}
