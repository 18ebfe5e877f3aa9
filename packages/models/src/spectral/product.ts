import { defineExtension, type SpectralModel } from "@gammakit/core";
import { type CompositeArguments, type PlacedPart, prepare, readComposite, unitOf } from "./composite.ts";

/**
 * The product of models: a spectrum and factors without unit, `productModel(powerLaw(), powerLawNorm())`.
 * Its parameters are those of the parts, as for `sumModel`. Derivatives are analytic where those of all parts are;
 * integrals are numerical. Throws "invalid-input" where there are no parts.
 */
export const productModel = defineExtension(
  "spectralModel",
  { id: "product", summary: "Product of a spectrum and factors" },
  (...args: CompositeArguments): Omit<SpectralModel, "id"> => {
    const { body, parts } = readComposite("product", args);
    const differentiable = parts.every(({ model }) => model.evaluateGradient !== undefined);
    return {
      ...body,
      ...unitOf(parts.every(({ model }) => model.unit === "")),
      evaluate: multiplyValues(parts),
      ...(differentiable && { evaluateGradient: productRule(parts) }),
    };
  },
);

function multiplyValues(parts: readonly PlacedPart[]): SpectralModel["evaluate"] {
  return (energy, p, out) => {
    for (let k = 0; k < parts.length; k++) {
      const part = parts[k];
      prepare(part, p, energy.length);
      part.model.evaluate(energy, part.p, part.scratch);
      for (let i = 0; i < energy.length; i++) out[i] = k === 0 ? part.scratch[i] : out[i] * part.scratch[i];
    }
  };
}

/** Each derivative of a part, times the values of the other parts. */
function productRule(parts: readonly PlacedPart[]): SpectralModel["evaluate"] {
  return (energy, p, out) => {
    const n = energy.length;
    for (const part of parts) {
      prepare(part, p, n);
      part.model.evaluate(energy, part.p, part.scratch);
      part.model.evaluateGradient?.(energy, part.p, part.slopes);
    }
    for (const part of parts) {
      for (let i = 0; i < n; i++) {
        let others = 1;
        for (const other of parts) if (other !== part) others *= other.scratch[i];
        for (let k = 0; k < part.p.length; k++) out[(part.offset + k) * n + i] = part.slopes[k * n + i] * others;
      }
    }
  };
}
