import { defineExtension, type SpectralModel } from "@gammakit/core";
import {
  type CompositeArguments,
  type PlacedPart,
  prepare,
  readComposite,
  requireSameKind,
  unitOf,
} from "./composite.ts";

/**
 * The sum of models: `sumModel(powerLaw(), gaussian())`. Its parameters are those of the parts, one part after the other;
 * a name that several parts use gets the name of its part in front: "crab_index".
 * Integrals and derivatives are analytic where those of all parts are.
 * Throws "invalid-input" where there are no parts, and where a flux is added to a factor without unit.
 */
export const sumModel = defineExtension(
  "spectralModel",
  { id: "sum", summary: "Sum of models" },
  (...args: CompositeArguments): Omit<SpectralModel, "id"> => {
    const { body, parts } = readComposite("sum", args);
    return { ...body, ...weightedSum("sum", parts, () => 1) };
  },
);

type Kernel = SpectralModel["evaluate"];

/** The kernels of Σ w_k f_k, and its unit. */
export function weightedSum(
  id: string,
  parts: readonly PlacedPart[],
  weight: (part: number) => number,
): Omit<SpectralModel, "id" | "parameters"> {
  const models = parts.map(({ model }) => model);
  requireSameKind(id, models);
  const weights = Float64Array.from(parts, (_, k) => weight(k));
  const all = (key: "integrate" | "integrateEnergy" | "evaluateGradient" | "integrateGradient") =>
    models.every((model) => model[key] !== undefined);
  return {
    ...unitOf(models[0].unit === ""),
    evaluate: addValues(parts, weights, "evaluate"),
    ...(all("integrate") && { integrate: addValues(parts, weights, "integrate") }),
    ...(all("integrateEnergy") && { integrateEnergy: addValues(parts, weights, "integrateEnergy") }),
    ...(all("evaluateGradient") && { evaluateGradient: joinGradients(parts, weights, "evaluateGradient", 0) }),
    ...(all("integrateGradient") && { integrateGradient: joinGradients(parts, weights, "integrateGradient", 1) }),
  };
}

function addValues(
  parts: readonly PlacedPart[],
  weights: Float64Array,
  key: "evaluate" | "integrate" | "integrateEnergy",
): Kernel {
  return (x, p, out) => {
    const n = key === "evaluate" ? x.length : x.length - 1;
    for (let k = 0; k < parts.length; k++) {
      const part = parts[k];
      prepare(part, p, n);
      (part.model[key] as Kernel)(x, part.p, part.scratch);
      for (let i = 0; i < n; i++) out[i] = (k === 0 ? 0 : out[i]) + weights[k] * part.scratch[i];
    }
  };
}

/** The derivative of a sum with respect to a parameter is that of the part which has it. */
function joinGradients(
  parts: readonly PlacedPart[],
  weights: Float64Array,
  key: "evaluateGradient" | "integrateGradient",
  fewer: number,
): Kernel {
  return (x, p, out) => {
    const n = x.length - fewer;
    for (let k = 0; k < parts.length; k++) {
      const part = parts[k];
      prepare(part, p, n);
      (part.model[key] as Kernel)(x, part.p, part.slopes);
      for (let i = 0; i < part.slopes.length; i++) out[part.offset * n + i] = weights[k] * part.slopes[i];
    }
  };
}
