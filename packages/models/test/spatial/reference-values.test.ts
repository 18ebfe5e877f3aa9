import {
  compileSpatialIntegral,
  createRegistry,
  createWcs,
  type Frame,
  parameterValues,
  type SpatialModel,
} from "@gammakit/core";
import { describeWith, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { modelsPlugin } from "../../src/plugin.ts";
import "../to-be-relatively.ts";

const registry = createRegistry([modelsPlugin]);

interface Limited {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly min: number | "NaN";
  readonly max: number | "NaN";
  readonly frozen: boolean;
}

interface Reference {
  readonly tag: string;
  readonly frame: Frame;
  readonly parameters: readonly Limited[];
  readonly points: readonly (readonly [number, number])[];
  readonly value?: readonly number[];
  readonly unit?: string;
  readonly evaluation_radius_deg?: number;
  readonly integrate_geom?: {
    readonly binsz: number;
    readonly width: number;
    readonly proj: string;
    readonly sum: number;
    readonly max: number;
    readonly row_30: readonly number[];
  };
}

/** Templates need a file, and are compared in @gammakit/analysis. */
const keys = [
  "const",
  "disk",
  "disk_sym",
  "gauss",
  "gauss_ell",
  "gauss_large",
  "gengauss",
  "point",
  "shell",
  "shell2",
  "piecewise",
];

describeWith(["GAMMAKIT_CORPORA"], "spatial models of the reference implementation", () => {
  const references = async () =>
    (await readJson<{ spatial: Readonly<Record<string, Reference>> }>("GAMMAKIT_CORPORA", "formats/models/models.json"))
      .spatial;

  test("all of them are compared", async () => {
    const all = Object.keys(await references());
    expect(all.filter((key) => !keys.includes(key))).toEqual(["template", "template_nonorm"]);
    console.log(`spatial models: ${keys.length} of ${all.length} cases, the other two in @gammakit/analysis`);
  });

  test.each(keys)("%s", async (key) => {
    const reference = (await references())[key];
    const model = modelOf(reference);
    const p = parameterValues(model);
    expect(model.parameters.map(({ name, unit, frozen = false }) => [name, unit, frozen])).toEqual(
      reference.parameters.map(({ name, unit, frozen }) => [name, unit.replace("1 / sr", "sr-1"), frozen]),
    );
    expect(model.parameters.map(({ min = "NaN", max = "NaN" }) => [min, max])).toEqual(
      reference.parameters.map(({ min, max }) => [min, max]),
    );
    if (reference.evaluation_radius_deg !== undefined) {
      expect(model.radius?.(p)).toBeRelatively(reference.evaluation_radius_deg, 1e-14);
    }
    if (reference.value !== undefined) compareValues(model, reference);
    if (reference.integrate_geom !== undefined) compareIntegrals(model, reference.integrate_geom, reference.frame);
  });
});

/** Those of all_models.yaml. */
const nodes = {
  lon: { data: [-277.4, -276.4, -275.4, -277.4, -276.4, -275.4], unit: "deg" },
  lat: { data: [21, 21, 21, 23, 23, 23], unit: "deg" },
};

function modelOf({ tag, frame, parameters }: Reference): SpatialModel {
  const settings = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
  return registry.create("spatialModel", tag, {
    ...settings,
    ...(tag.startsWith("Constant") ? {} : { frame }),
    ...(tag.startsWith("Piecewise") && { options: nodes }),
  });
}

function compareValues(model: SpatialModel, { points, value = [], unit }: Reference): void {
  const out = new Float64Array(points.length);
  const [lon, lat] = [0, 1].map((k) => Float64Array.from(points, (point) => point[k]));
  model.evaluate(lon, lat, parameterValues(model), out);
  // The reference iterates the slopes of its surface to 1e-6.
  const tolerance = model.id === "piecewise-norm" ? 1e-6 : 1e-10;
  const factor = unit === "1 / deg2" ? (180 / Math.PI) ** 2 : 1;
  for (let i = 0; i < out.length; i++) {
    const expected = (value[i] ?? value[0]) * factor;
    // Its edges are 1 − erf, which ends at 1e-16; ours at 1e-308.
    expect(Math.abs(out[i] - expected)).toBeLessThanOrEqual(tolerance * expected + 1e-16 * Math.max(...value) * factor);
  }
}

function compareIntegrals(
  model: SpatialModel,
  { binsz, width, proj, sum, max, row_30 }: NonNullable<Reference["integrate_geom"]>,
  frame: Frame,
): void {
  const n = Math.round(width / binsz);
  // The images lie around the center of their models.
  const center = new Float64Array(2);
  model.center?.(parameterValues(model), center);
  const wcs = createWcs({
    center: { frame, lon: center[0], lat: center[1] },
    projection: proj,
    binSize: binsz,
    shape: [n, n],
  });
  const out = new Float64Array(n * n);
  compileSpatialIntegral(model, wcs)(parameterValues(model), out);
  // With several steps per pixel the reference sums in single precision, good to 2⁻²⁴ = 6e-8.
  const resolution = model.resolution?.(parameterValues(model)) ?? Infinity;
  const tolerance = binsz > resolution ? 1e-7 : 1e-10;
  expect(out.reduce((a, b) => a + b)).toBeRelatively(sum, tolerance);
  expect(Math.max(...out)).toBeRelatively(max, tolerance);
  for (let x = 0; x < n; x++) {
    // 1 − cos σ of the reference has 11 digits, which the exponential of a multiple loses in part; below 1e-17 all is rounding.
    const allowed = Math.max(tolerance, 1e-9) * row_30[x] + 1e-17;
    expect(Math.abs(out[30 * n + x] - row_30[x])).toBeLessThanOrEqual(allowed);
  }
}
