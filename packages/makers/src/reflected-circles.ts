import { GammakitError } from "@gammakit/core";
import { defineReflectedRegions } from "./define-reflected-regions.ts";

/**
 * The same as `reflectedRegions`, for pages whose ON regions are circles: what lays out other shapes is not part of it. Throws
 * "unsupported" for an ON region that is none.
 */
export const reflectedCircles = defineReflectedRegions(() => (_, __, { kind }) => {
  throw new GammakitError(
    "unsupported",
    `The ON region is of the kind "${kind}", and reflectedCircles takes circles. Use reflectedRegions.`,
    { kind },
  );
});
