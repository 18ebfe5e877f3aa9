import { createMap, createRegistry, createWcs, type SpatialModel } from "@gammakit/core";
import { spatialModelConformance } from "@gammakit/testing";
import { describe, test } from "vitest";
import {
  constantFluxSpatial,
  constantSpatial,
  diskSpatial,
  gaussianSpatial,
  generalizedGaussianSpatial,
  modelsPlugin,
  piecewiseNormSpatial,
  pointSpatial,
  shell2Spatial,
  shellSpatial,
  templateSpatial,
} from "../../src/index.ts";

const at = { lon_0: 359.99, lat_0: -45.2 };
const wcs = createWcs({ center: { frame: "galactic", lon: 10, lat: 5 }, binSize: 0.1, shape: [30, 20] });
const blob = createMap({
  wcs,
  unit: "sr-1",
  values: Float64Array.from({ length: 600 }, (_, k) =>
    Math.exp(-(((k % 30) - 14.5) ** 2 + (Math.floor(k / 30) - 9.5) ** 2) / 8),
  ),
});

const models: Readonly<Record<string, SpatialModel>> = {
  point: pointSpatial({ ...at, frame: "galactic" }),
  gaussian: gaussianSpatial({ ...at, sigma: 0.4 }),
  "gaussian of width 0": gaussianSpatial({ ...at, sigma: 0 }),
  "elliptical gaussian": gaussianSpatial({ ...at, sigma: 0.4, e: 0.8, phi: 130 }),
  "generalized gaussian": generalizedGaussianSpatial({ ...at, r_0: 0.3, eta: 0.7, e: 0.4, phi: 20 }),
  disk: diskSpatial({ ...at, r_0: 0.5 }),
  "elliptical disk": diskSpatial({ ...at, r_0: 0.5, e: 0.9, phi: 70, edge_width: 0.1 }),
  "disk with a sharp edge": diskSpatial({ ...at, r_0: 0.5, edge_width: 0 }),
  shell: shellSpatial({ ...at, radius: 0.3, width: 0.1 }),
  shell2: shell2Spatial({ ...at, r_0: 0.4, eta: 0.3 }),
  "full sphere": shell2Spatial({ ...at, r_0: 0.4, eta: 1 }),
  constant: constantSpatial({ value: 3 }),
  "constant flux": constantFluxSpatial(),
  template: templateSpatial({ options: { map: blob } }),
  "piecewise norm": piecewiseNormSpatial({
    norm_2: 1.4,
    options: {
      lon: { data: [79, 84, 89, 79, 84, 89], unit: "deg" },
      lat: { data: [19, 19.2, 19, 25, 25.3, 25], unit: "deg" },
    },
  }),
};

const registry = createRegistry([modelsPlugin]);

for (const [title, model] of Object.entries(models)) {
  // A width of 0 counts as 1e-6°, which no pixel resolves.
  // The logarithm of a template is interpolated, which takes some off a peak of few pixels.
  const tolerance = title === "gaussian of width 0" ? Infinity : title === "template" ? 0.05 : 0.01;
  describe(title, () => {
    for (const { name, run } of spatialModelConformance(model, { tolerance, registry })) test(name, run);
  });
}
