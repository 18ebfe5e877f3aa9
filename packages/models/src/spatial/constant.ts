import { defineSpatialModel, pixelCount } from "@gammakit/core";

/**
 * The same brightness everywhere. Parameter: `value` (1 sr-1, frozen).
 */
export const constantSpatial = defineSpatialModel({
  id: "constant",
  aliases: ["ConstantSpatialModel", "const"],
  summary: "The same brightness everywhere",
  parameters: { value: { value: 1, unit: "sr-1", frozen: true } },
  evaluate(lon, _lat, p, out) {
    out.fill(p[0], 0, lon.length);
  },
});

/**
 * The same flux in every pixel, whatever its size: the integral over each pixel is 1. At a position it is 1 sr-1.
 */
export const constantFluxSpatial = defineSpatialModel({
  id: "constant-flux",
  aliases: ["ConstantFluxSpatialModel", "const-flux"],
  summary: "The same flux in every pixel",
  parameters: {},
  compileIntegral(wcs) {
    const n = pixelCount(wcs);
    return (_p, out) => void out.fill(1, 0, n);
  },
  evaluate(lon, _lat, _p, out) {
    out.fill(1, 0, lon.length);
  },
});
