import { defineExtension, type SpectralModel } from "@gammakit/core";
import { type CompositeArguments, type PlacedPart, prepare, readComposite } from "./composite.ts";

/**
 * The sum of models: `sumModel(powerLaw(), gaussian())`. Its parameters are those of the parts, one part after the other;
 * a name that several parts use gets the name of its part in front: "crab_index".
 * Integrals and derivatives are analytic where those of all parts are.
 * Throws "invalid-input" where there are no parts.
 */
export const sumModel = defineExtension(
  "spectralModel",
  { id: "sum", summary: "Sum of models" },
  (...args: CompositeArguments): Omit<SpectralModel, "id"> => {
    const { body, parts } = readComposite("sum", args);
    const all = (key: "integrate" | "integrateEnergy" | "evaluateGradient" | "integrateGradient") =>
      parts.every(({ model }) => model[key] !== undefined);
    return {
      ...body,
      evaluate: addValues(parts, "evaluate"),
      ...(all("integrate") && { integrate: addValues(parts, "integrate") }),
      ...(all("integrateEnergy") && { integrateEnergy: addValues(parts, "integrateEnergy") }),
      ...(all("evaluateGradient") && { evaluateGradient: joinGradients(parts, "evaluateGradient", 0) }),
      ...(all("integrateGradient") && { integrateGradient: joinGradients(parts, "integrateGradient", 1) }),
    };
  },
);

type Kernel = SpectralModel["evaluate"];

function addValues(parts: readonly PlacedPart[], key: "evaluate" | "integrate" | "integrateEnergy"): Kernel {
  return (x, p, out) => {
    const n = key === "evaluate" ? x.length : x.length - 1;
    for (let k = 0; k < parts.length; k++) {
      const part = parts[k];
      prepare(part, p, n);
      (part.model[key] as Kernel)(x, part.p, part.scratch);
      for (let i = 0; i < n; i++) out[i] = k === 0 ? part.scratch[i] : out[i] + part.scratch[i];
    }
  };
}

/** The derivative of a sum with respect to a parameter is that of the part which has it. */
function joinGradients(
  parts: readonly PlacedPart[],
  key: "evaluateGradient" | "integrateGradient",
  fewer: number,
): Kernel {
  return (x, p, out) => {
    const n = x.length - fewer;
    for (const part of parts) {
      prepare(part, p, n);
      (part.model[key] as Kernel)(x, part.p, part.slopes);
      for (let i = 0; i < part.slopes.length; i++) out[part.offset * n + i] = part.slopes[i];
    }
  };
}
