import { defineSpectralFamily, type PartsOptions, parameterValues, type SpectralModel } from "@gammakit/core";
import { checkOptions, refuse } from "./quantity-list.ts";

/**
 * Another model times a number, with the shape as it is: `scaledModel({ options: { parts: [crab] }, norm: 0.8 })`.
 * Its one parameter is `norm` (1); those of the model within are fixed, and not seen by a fit.
 * Integrals are those of that model. Throws "invalid-input" where there is not one part.
 */
export const scaledModel = defineSpectralFamily<PartsOptions>({
  id: "scale",
  aliases: ["ScaleSpectralModel"],
  summary: "A model of fixed shape times a norm",
  create(given) {
    const { parts } = checkOptions(given ?? {}, ["parts", "fixed"], "scale") as Partial<PartsOptions>;
    if (!Array.isArray(parts) || parts.length !== 1 || typeof parts[0]?.evaluate !== "function") {
      throw refuse("scale: options.parts", "must hold one model");
    }
    const model = parts[0] as SpectralModel;
    const values = parameterValues(model);
    type Kernel = SpectralModel["evaluate"];
    const scaled =
      (kernel: Kernel, fewer: number): Kernel =>
      (x, p, out) => {
        kernel(x, values, out);
        for (let i = 0; i < x.length - fewer; i++) out[i] *= p[0];
      };
    const unscaled =
      (kernel: Kernel): Kernel =>
      (x, _p, out) =>
        kernel(x, values, out);
    const { evaluate, integrate, integrateEnergy } = model;
    return {
      options: { parts: [model], fixed: true },
      ...(model.unit !== undefined && { unit: model.unit }),
      parameters: { norm: { value: 1, unit: "" } },
      evaluate: scaled(evaluate, 0),
      evaluateGradient: unscaled(evaluate),
      ...(integrate && { integrate: scaled(integrate, 1), integrateGradient: unscaled(integrate) }),
      ...(integrateEnergy && { integrateEnergy: scaled(integrateEnergy, 1) }),
    };
  },
});
