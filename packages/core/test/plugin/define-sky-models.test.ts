import { describe, expect, test } from "vitest";
import { isGammakitError } from "../../src/errors/gammakit-error.ts";
import { createGti } from "../../src/events/gti.ts";
import { compileSpatialIntegral } from "../../src/model/compile-spatial-integral.ts";
import { compileTemporal, compileTemporalMean } from "../../src/model/compile-temporal.ts";
import { parameterValues } from "../../src/model/parameter-values.ts";
import { withParameters } from "../../src/model/with-parameters.ts";
import { createRegistry } from "../../src/plugin/create-registry.ts";
import { defineSpatialModel } from "../../src/plugin/define-spatial-model.ts";
import { defineSpectralModel } from "../../src/plugin/define-spectral-model.ts";
import { defineTemporalModel } from "../../src/plugin/define-temporal-model.ts";
import { skyModelFromRecord, spatialFromRecord, toSkyRecord } from "../../src/plugin/sky-record.ts";
import { instantFromMjd } from "../../src/time/instant.ts";
import { createWcs } from "../../src/wcs/create-wcs.ts";

/** Brightness falling to the north. */
const slope = defineSpatialModel({
  id: "acme/slope",
  aliases: ["slope"],
  summary: "Brightness falling to the north",
  parameters: {
    lon_0: { value: 0, unit: "deg" },
    lat_0: { value: 0, unit: "deg" },
    rate: { value: 1, unit: "deg-1", min: 0 },
  },
  evaluate(lon, lat, p, out) {
    for (let i = 0; i < lon.length; i++) out[i] = 10 - p[2] * (lat[i] - p[1]);
  },
});

const step = defineTemporalModel({
  id: "acme/step",
  summary: "1 from t_ref on",
  parameters: { t_ref: { value: 57754, unit: "d" }, after: { value: 1, unit: "" } },
  evaluate(time, p, out) {
    for (let i = 0; i < time.length; i++) out[i] = time[i] >= 0 ? p[1] : 0;
  },
});

const flat = defineSpectralModel({
  id: "acme/flat",
  summary: "Constant",
  parameters: { level: { value: 1, unit: "cm-2 s-1 TeV-1" } },
  evaluate(energy, p, out) {
    out.fill(p[0], 0, energy.length);
  },
});

const registry = createRegistry([{ name: "acme", contract: 1, extensions: [slope, step, flat] }]);

test("a source travels as a record and comes back", () => {
  const source = {
    spectral: flat({ level: 2, name: "crab" }),
    spatial: slope({ lon_0: 10, rate: { value: 2, frozen: true }, frame: "galactic" }),
    temporal: step({ after: 3, scale: "tt" }),
  };
  const record = structuredClone(toSkyRecord(source, ["run"]));
  expect(record).toMatchObject({ id: "acme/flat", name: "crab", datasets: ["run"] });
  const { spectral, spatial, temporal } = skyModelFromRecord(record, registry);
  expect(spectral.parameters).toEqual(source.spectral.parameters);
  expect(spatial).toMatchObject({ id: "acme/slope", frame: "galactic", unit: "sr-1" });
  expect(spatial?.parameters).toEqual(source.spatial.parameters);
  expect(temporal).toMatchObject({ id: "acme/step", scale: "tt" });
  expect(temporal?.parameters).toEqual(source.temporal.parameters);
  expect(registry.create("spatialModel", "slope").id).toBe("acme/slope");
});

describe("refused, naming model and key", () => {
  test.each([
    ["a frame that is none", () => registry.create("spatialModel", "slope", { frame: "fk5" }), 'frame must be "icrs"'],
    ["a scale that is none", () => registry.create("temporalModel", "acme/step", { scale: "ut1" }), "scale must be"],
    ["an unknown parameter", () => registry.create("spatialModel", "slope", { rat: 1 }), 'Did you mean "rate"?'],
    ["a unit of another kind", () => slope({ lon_0: "3 s" }), "acme/slope: lon_0"],
    ["options of a model without", () => registry.create("temporalModel", "acme/step", { options: {} }), "no options"],
    ["settings that are none", () => registry.create("temporalModel", "acme/step", [1]), "must be an object"],
    [
      "a record in other units",
      () => spatialFromRecord({ id: "slope", parameters: [{ name: "rate", value: 1, unit: "arcmin-1" }] }, registry),
      'unit "arcmin-1"',
    ],
    ["a parameter called as a setting", () => unusable(), '"frame"'],
  ])("%s", (_, body, message) => {
    expect(() => body()).toThrow(message);
    try {
      body();
    } catch (error) {
      expect(isGammakitError(error, "invalid-input")).toBe(true);
    }
  });
});

function unusable(): unknown {
  return defineSpatialModel({
    id: "acme/bad",
    summary: "",
    parameters: { frame: { value: 1, unit: "" } },
    evaluate: () => {},
  })();
}

test("the integral over pixels is the brightness in the middle times the solid angle, finer where it is asked for", () => {
  const wcs = createWcs({ center: { frame: "galactic", lon: 10, lat: 0 }, binSize: 0.1, shape: [3, 3] });
  const model = slope({ lon_0: 10, frame: "galactic" });
  const [coarse, fine] = [new Float64Array(9), new Float64Array(9)];
  compileSpatialIntegral(model, wcs)(parameterValues(model), coarse);
  compileSpatialIntegral(model, wcs, { oversampling: 4 })(parameterValues(model), fine);
  const pixel = (0.1 * Math.PI) / 180;
  expect(coarse[4] / (10 * pixel * pixel)).toBeCloseTo(1, 6);
  // A straight slope has its mean in the middle, so that steps change nothing.
  for (let k = 0; k < 9; k++) expect(fine[k] / coarse[k]).toBeCloseTo(1, 12);
  expect(() => compileSpatialIntegral(model, wcs, { oversampling: 0 })).toThrow("from 1 to 200");
});

test("times count from t_ref in its own scale, leap seconds included", () => {
  // 2017-01-01 UTC, after the leap second; in TT 69.184 s later.
  const reference = instantFromMjd(57754, 0, "tt");
  const model = step();
  const compiled = compileTemporal(model, reference);
  const out = new Float64Array(2);
  compiled.evaluate(Float64Array.of(69.18, 69.19), parameterValues(model), out);
  expect([...out]).toEqual([0, 1]);
  const earlier = withParameters(model, { t_ref: 57753 });
  // The last day of 2016 had 86401 s.
  compiled.evaluate(Float64Array.of(69.18 - 86401, 69.19 - 86401), parameterValues(earlier), out);
  expect([...out]).toEqual([0, 1]);
});

test("the mean over good time counts overlaps once", () => {
  const ramp = defineTemporalModel({
    id: "acme/ramp",
    summary: "t",
    parameters: { t_ref: { value: 57754, unit: "d" } },
    evaluate(time, _p, out) {
      for (let i = 0; i < time.length; i++) out[i] = time[i];
    },
  })({ scale: "tt" });
  const reference = instantFromMjd(57754, 0, "tt");
  const gti = createGti(reference, [
    [0, 86400],
    [43200, 86400],
    [172800, 259200],
  ]);
  expect(compileTemporalMean(ramp, gti)(parameterValues(ramp))).toBeCloseTo(1.5, 12);
  expect(() => compileTemporalMean(ramp, createGti(reference, []))).toThrow("no time");
});
