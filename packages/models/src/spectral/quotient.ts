import { defineExtension, GammakitError, type SpectralModel } from "@gammakit/core";
import { type CompositeArguments, type PlacedPart, prepare, readComposite, unitOf } from "./composite.ts";

/**
 * A model divided by another one, a factor or a flux: `quotientModel(powerLaw(), powerLawNorm())`. Its parameters are those of
 * the parts, as for `sumModel`. Derivatives are analytic where those of the parts are; integrals are numerical.
 * Throws "invalid-input" where there are not two parts, and where a factor is divided by a flux.
 */
export const quotientModel = defineExtension(
  "spectralModel",
  { id: "quotient", summary: "Quotient of two models" },
  (...args: CompositeArguments): Omit<SpectralModel, "id"> => {
    const { body, parts } = readComposite("quotient", args, 2);
    const [above, below] = parts;
    if (above.model.unit === "" && below.model.unit !== "") {
      throw new GammakitError(
        "invalid-input",
        `quotient: "${above.model.id}" is a factor without unit and can't be divided by the flux "${below.model.id}".`,
        { id: "quotient" },
      );
    }
    const differentiable = parts.every(({ model }) => model.evaluateGradient !== undefined);
    return {
      ...body,
      ...unitOf((above.model.unit === "") === (below.model.unit === "")),
      evaluate(energy, p, out) {
        evaluateBoth(above, below, energy, p);
        for (let i = 0; i < energy.length; i++) out[i] = above.scratch[i] / below.scratch[i];
      },
      ...(differentiable && { evaluateGradient: quotientRule(above, below) }),
    };
  },
);

function evaluateBoth(above: PlacedPart, below: PlacedPart, energy: Float64Array, p: Float64Array): void {
  prepare(above, p, energy.length);
  prepare(below, p, energy.length);
  above.model.evaluate(energy, above.p, above.scratch);
  below.model.evaluate(energy, below.p, below.scratch);
}

/** f′/g for the parameters above, −f g′/g² for those below. */
function quotientRule(above: PlacedPart, below: PlacedPart): SpectralModel["evaluate"] {
  return (energy, p, out) => {
    const n = energy.length;
    evaluateBoth(above, below, energy, p);
    above.model.evaluateGradient?.(energy, above.p, above.slopes);
    below.model.evaluateGradient?.(energy, below.p, below.slopes);
    for (let i = 0; i < n; i++) {
      const g = below.scratch[i];
      const ratio = above.scratch[i] / g;
      for (let k = 0; k < above.p.length; k++) out[k * n + i] = above.slopes[k * n + i] / g;
      for (let k = 0; k < below.p.length; k++) {
        out[(below.offset + k) * n + i] = (-ratio * below.slopes[k * n + i]) / g;
      }
    }
  };
}
