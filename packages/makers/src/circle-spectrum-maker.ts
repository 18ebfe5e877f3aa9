import { GammakitError } from "@gammakit/core";
import { defineSpectrumMaker } from "./define-spectrum-maker.ts";

/**
 * The same as `spectrumMaker`, for pages whose ON regions are circles: what counts in other shapes, and around a point, is not part of it.
 * Throws "unsupported" for an ON region that is none.
 */
export const circleSpectrumMaker = defineSpectrumMaker(({ kind }) => {
  throw new GammakitError(
    "unsupported",
    `The ON region is of the kind "${kind}", and circleSpectrumMaker takes circles. Use spectrumMaker.`,
    { kind },
  );
});
