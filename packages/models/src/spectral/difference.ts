import { defineExtension, type SpectralModel } from "@gammakit/core";
import { type CompositeArguments, readComposite } from "./composite.ts";
import { weightedSum } from "./sum.ts";

/**
 * A model without what another one takes: `differenceModel(powerLaw(), gaussian())`. Parameters, integrals and derivatives as for
 * `sumModel`. Throws "invalid-input" where there are not two parts, and where a factor is subtracted from a flux.
 */
export const differenceModel = defineExtension(
  "spectralModel",
  { id: "difference", summary: "Difference of two models" },
  (...args: CompositeArguments): Omit<SpectralModel, "id"> => {
    const { body, parts } = readComposite("difference", args, 2);
    return { ...body, ...weightedSum("difference", parts, (k) => (k === 0 ? 1 : -1)) };
  },
);
