import {
  createRegistry,
  defineExtension,
  definePrior,
  defineSpatialModel,
  defineSpectralModel,
  defineTemporalModel,
  type Prior,
  type SpatialModel,
  type SpectralModel,
  type TemporalModel,
} from "@gammakit/core";
import { describe, expect, test } from "vitest";
import {
  priorConformance,
  spatialModelConformance,
  spectralModelConformance,
  temporalModelConformance,
} from "../src/index.ts";
import { failuresOf } from "./support/failures.ts";

/** A power law with everything that a spectral model can have. */
const power = defineSpectralModel({
  id: "test/power",
  summary: "A power law",
  parameters: {
    index: { value: 2.5, unit: "", min: -10, max: 10 },
    amplitude: { value: 1e-12, unit: "cm-2 s-1 TeV-1", min: 0 },
    reference: { value: 2, unit: "TeV", frozen: true, min: 1e-3 },
  },
  evaluate(energy, [index, amplitude, reference], out) {
    for (let i = 0; i < energy.length; i++) out[i] = amplitude * (energy[i] / reference) ** -index;
  },
  integrate(edges, p, out) {
    for (let i = 0; i < out.length; i++) out[i] = primitive(edges[i + 1], p, 1) - primitive(edges[i], p, 1);
  },
  integrateEnergy(edges, p, out) {
    for (let i = 0; i < out.length; i++) out[i] = primitive(edges[i + 1], p, 2) - primitive(edges[i], p, 2);
  },
  evaluateGradient(energy, [index, amplitude, reference], out) {
    const n = energy.length;
    for (let i = 0; i < n; i++) {
      const x = energy[i] / reference;
      out[i] = -amplitude * Math.log(x) * x ** -index;
      out[n + i] = x ** -index;
      out[2 * n + i] = (amplitude * index * x ** -index) / reference;
    }
  },
});

/** ∫ E^(power−1) f dE up to an energy. */
function primitive(e: number, [index, amplitude, reference]: Float64Array, power: 1 | 2): number {
  const k = power - index;
  return (amplitude * reference ** power * (e / reference) ** k) / k;
}

const registry = createRegistry([{ name: "test", contract: 1, extensions: [power] }]);

test("a spectral model with everything passes", async () => {
  const cases = spectralModelConformance(power(), { registry });
  expect(cases.map(({ name }) => name)).toHaveLength(14);
  expect([...(await failuresOf(cases))]).toEqual([]);
});

/** `power()` with changes, and a registry that makes it so. */
function changed(change: (model: SpectralModel) => Partial<SpectralModel>) {
  const make = defineExtension("spectralModel", { id: "test/power", summary: "A power law" }, (settings: never) => {
    const model = power(settings);
    return { ...model, ...change(model) };
  });
  return [make(undefined as never), createRegistry([{ name: "test", contract: 1, extensions: [make] }])] as const;
}

type Kernel = SpectralModel["evaluate"];
const then =
  (kernel: Kernel, change: (out: Float64Array, x: Float64Array, p: Float64Array) => void): Kernel =>
  (x, p, out) => {
    kernel(x, p, out);
    change(out, x, p);
  };
let calls = 0;

describe.each<readonly [string, string, RegExp, (model: SpectralModel) => Partial<SpectralModel>]>([
  [
    "has two parameters of one name",
    "parameters have different names, finite values and limits around them",
    /same name: index, index/,
    ({ parameters }) => ({ parameters: [parameters[0], { ...parameters[1], name: "index" }, parameters[2]] }),
  ],
  [
    "writes NaN",
    "evaluate gives finite numbers, the same ones each time",
    /writes NaN at index 3/,
    ({ evaluate }) => ({ evaluate: then(evaluate, (out) => out.fill(Number.NaN, 3, 4)) }),
  ],
  [
    "changes its parameters",
    "evaluate gives finite numbers, the same ones each time",
    /changes its input/,
    ({ evaluate }) => ({
      evaluate: then(evaluate, (_, __, p) => {
        p[0] += 1;
      }),
    }),
  ],
  [
    "remembers",
    "evaluate gives finite numbers, the same ones each time",
    /other numbers when called again/,
    ({ evaluate }) => ({
      evaluate: then(evaluate, (out) => {
        out[0] += ++calls * 1e-9;
      }),
    }),
  ],
  [
    "mixes energies",
    "evaluate at one energy does not depend on the others",
    /alone and .* among others/,
    ({ evaluate }) => ({
      evaluate: then(evaluate, (out) => {
        out[out.length - 1] *= out.length > 1 ? 2 : 1;
      }),
    }),
  ],
  [
    "has no value at a limit",
    "gives no NaN where a parameter is at a limit",
    /amplitude at its limit 0 it gives NaN/,
    ({ evaluate }) => ({
      evaluate: then(evaluate, (out, _, p) => {
        for (let i = 0; i < out.length; i++) out[i] = Math.exp(Math.log(out[i] / p[1])) * p[1];
      }),
    }),
  ],
  [
    "computes in GeV",
    "is the same spectrum in other units",
    /A unit of a parameter is wrong/,
    ({ evaluate }) => ({ evaluate: (x, p, out) => evaluate(x, Float64Array.of(p[0], p[1], p[2] + 0.5), out) }),
  ],
  [
    "has a wrong integral",
    "integrate agrees with a quadrature of evaluate",
    /between 0.11 and 0.13 TeV, quadrature/,
    ({ integrate = power().evaluate }) => ({
      integrate: then(integrate, (out) => {
        out[0] *= 1.0001;
      }),
    }),
  ],
  [
    "has a wrong integral of energy",
    "integrateEnergy agrees with a quadrature of E·evaluate",
    /quadrature/,
    ({ integrate = power().evaluate }) => ({ integrateEnergy: integrate }),
  ],
  [
    "has a wrong derivative",
    "evaluateGradient agrees with differences of evaluate",
    /d\/dreference at .* differences give/,
    ({ evaluateGradient = power().evaluate }) => ({
      evaluateGradient: then(evaluateGradient, (out) => {
        out[out.length - 1] *= -1;
      }),
    }),
  ],
  [
    "loses its reference in a record",
    "its record becomes the same model, after JSON and after a worker",
    /differs at parameters\.2\.value: 2 became 1/,
    ({ parameters: [index, amplitude, reference] }) => ({
      parameters: [index, amplitude, { ...reference, value: calls++ > 0 ? 1 : 2 }],
    }),
  ],
])("a spectral model that %s", (_, name, words, change) => {
  test("is found out", async () => {
    calls = 0;
    const [model, own] = changed(change);
    expect((await failuresOf(spectralModelConformance(model, { registry: own }))).get(name)).toMatch(words);
  });
});

test("a factory that takes anything is found out", async () => {
  const lax = defineExtension("spectralModel", { id: "test/power", summary: "A power law" }, () => ({ ...power() }));
  const own = createRegistry([{ name: "test", contract: 1, extensions: [lax] }]);
  const failures = await failuresOf(spectralModelConformance(power({ index: 3 }), { registry: own }));
  expect(failures.get("its factory takes numbers with their unit")).toBe('Given "3 ", index is 2.5 .');
  expect(
    failures.get("its factory refuses unknown parameters, other units, NaN, and values outside the limits"),
  ).toMatch(/"no_such_parameter" is not refused/);
});

/** A Gaussian on the sky, as good as a flat one of 0.5°. */
const blob = defineSpatialModel({
  id: "test/blob",
  summary: "A Gaussian",
  parameters: {
    lon_0: { value: 10, unit: "deg" },
    lat_0: { value: 5, unit: "deg", min: -90, max: 90 },
    sigma: { value: 0.2, unit: "deg", min: 1e-3 },
  },
  radius: (p) => 5 * p[2],
  resolution: (p) => p[2],
  evaluate(lon, lat, [lon0, lat0, sigma], out) {
    const [toRad, s] = [Math.PI / 180, (sigma * Math.PI) / 180];
    for (let i = 0; i < lon.length; i++) {
      const dLon = (((((lon[i] - lon0) % 360) + 540) % 360) - 180) * toRad;
      const dLat = (lat[i] - lat0) * toRad;
      const hav = Math.sin(dLat / 2) ** 2 + Math.cos(lat[i] * toRad) * Math.cos(lat0 * toRad) * Math.sin(dLon / 2) ** 2;
      const r = 2 * Math.asin(Math.sqrt(hav));
      out[i] = Math.exp(-0.5 * (r / s) ** 2) / (2 * Math.PI * s * s);
    }
  },
});
const skies = createRegistry([{ name: "test", contract: 1, extensions: [blob] }]);

test("a spatial model passes", async () => {
  const cases = spatialModelConformance(blob(), { registry: skies });
  expect(cases).toHaveLength(12);
  expect([...(await failuresOf(cases))]).toEqual([]);
});

describe.each<readonly [string, string, RegExp, (model: SpatialModel) => Partial<SpatialModel>]>([
  [
    "is twice too bright",
    "its integral over pixels is 1",
    /Its integral over pixels is (1\.99|2)/,
    ({ evaluate }) => ({
      evaluate(lon, lat, p, out) {
        evaluate(lon, lat, p, out);
        for (let i = 0; i < out.length; i++) out[i] *= 2;
      },
    }),
  ],
  [
    "reaches beyond its radius",
    "next to nothing is left beyond its radius",
    /Beyond its radius/,
    () => ({ radius: (p) => p[2] }),
  ],
  [
    "loses count of turns",
    "evaluate does not care in which turn of the circle a longitude is",
    /At longitude/,
    ({ evaluate }) => ({
      evaluate(lon, lat, p, out) {
        evaluate(lon, lat, p, out);
        for (let i = 0; i < out.length; i++) out[i] *= lon[i] < 0 ? 0 : 1;
      },
    }),
  ],
  [
    "counts in radians",
    "its center is in degrees, its brightness per solid angle or a factor",
    /lon_0 is in "rad"/,
    ({ parameters: [lon, ...rest] }) => ({ parameters: [{ ...lon, unit: "rad" }, ...rest] }),
  ],
  [
    "is per area",
    "its center is in degrees, its brightness per solid angle or a factor",
    /"cm-2"/,
    () => ({ unit: "cm-2" }),
  ],
  [
    "has no value at the pole",
    "gives no NaN where a parameter is at a limit",
    /lat_0 at its limit -90/,
    ({ evaluate }) => ({
      evaluate(lon, lat, p, out) {
        evaluate(lon, lat, p, out);
        if (Math.abs(p[1]) === 90) out.fill(Number.NaN);
      },
    }),
  ],
])("a spatial model that %s", (_, name, words, change) => {
  test("is found out", async () => {
    const model = { ...blob(), ...change(blob()) };
    expect((await failuresOf(spatialModelConformance(model))).get(name)).toMatch(words);
  });
});

/** A decay from `t_ref` on. */
const decay = defineTemporalModel({
  id: "test/decay",
  summary: "A decay",
  parameters: { t_ref: { value: 55000, unit: "d", frozen: true }, t0: { value: 2, unit: "d", min: 1e-6 } },
  evaluate(time, [, t0], out) {
    for (let i = 0; i < time.length; i++) out[i] = Math.exp(-time[i] / t0);
  },
  integrate(start, stop, [, t0], out) {
    for (let i = 0; i < out.length; i++) out[i] = t0 * (Math.exp(-start[i] / t0) - Math.exp(-stop[i] / t0));
  },
});
const courses = createRegistry([{ name: "test", contract: 1, extensions: [decay] }]);

test("a temporal model passes", async () => {
  const cases = temporalModelConformance(decay({ scale: "tt" }), { registry: courses, between: [0, 5] });
  expect(cases).toHaveLength(12);
  const failures = await failuresOf(cases);
  // exp(t/1e-6 d) at the limit of t0 is 0 or ∞, and no NaN.
  expect([...failures]).toEqual([]);
});

describe.each<readonly [string, string, RegExp, (model: TemporalModel) => Partial<TemporalModel>]>([
  [
    "counts t0 in hours",
    "is the same course in another unit of time",
    /A unit of a parameter is wrong/,
    ({ parameters: [reference, t0] }) => ({ parameters: [reference, { ...t0, unit: "" }] }),
  ],
  [
    "has t_ref in seconds",
    "t_ref, where there is one, is in days",
    /t_ref is in "s"/,
    ({ parameters: [reference, t0] }) => ({ parameters: [{ ...reference, unit: "s" }, t0] }),
  ],
  [
    "has a wrong integral",
    "integrate agrees with a quadrature of evaluate",
    /a quadrature/,
    ({ integrate }) => ({
      integrate(start, stop, p, out) {
        integrate?.(start, stop, p, out);
        for (let i = 0; i < out.length; i++) out[i] *= 1.00001;
      },
    }),
  ],
  [
    "forgets where intervals begin",
    "the integral over an interval is the sum over its parts",
    /The whole is/,
    () => ({ integrate: (start, stop, _, out) => void out.set(stop.map((t, i) => (t - start[i]) ** 2)) }),
  ],
])("a temporal model that %s", (_, name, words, change) => {
  test("is found out", async () => {
    const model = { ...decay(), ...change(decay()) };
    expect((await failuresOf(temporalModelConformance(model))).get(name)).toMatch(words);
  });
});

/** P = exp(−x/scale)/scale from 0 on. */
const exponential = definePrior({
  id: "test/exponential",
  summary: "Small values are likelier",
  numbers: { scale: 1 },
  minusTwoLog: (value, { scale }) => 2 * (value / scale + Math.log(scale)),
  derivative: (_value, { scale }) => 2 / scale,
  range: () => [0, Infinity],
});
const priors = createRegistry([{ name: "test", contract: 1, extensions: [exponential] }]);
const trial = { between: [0, 20], normalized: true, registry: priors } as const;

test("a prior passes", async () => {
  const cases = priorConformance(exponential({ scale: 0.5 }), trial);
  expect(cases).toHaveLength(6);
  expect([...(await failuresOf(cases))]).toEqual([]);
});

test.each<readonly [string, RegExp, (prior: Prior) => Partial<Prior>]>([
  ["its derivative agrees with differences", /differences give/, () => ({ derivative: () => 3 })],
  ["P integrates to 1", /P integrates to/, (prior) => ({ minusTwoLog: (value) => prior.minusTwoLog(value) + 0.1 })],
  ["has a range that is not empty, and −2 ln P = ∞ beyond it", /not ∞/, () => ({ minusTwoLog: (value) => 4 * value })],
  [
    "gives finite numbers within its range, the same ones each time",
    /is NaN/,
    () => ({ minusTwoLog: () => Number.NaN }),
  ],
  ["its options can be cloned", /cloned/, () => ({ options: { hook: () => 1 } })],
  [
    "its record becomes the same prior, after JSON and after a worker",
    /differs/,
    (prior) => ({ minusTwoLog: (value) => prior.minusTwoLog(value) + 1 }),
  ],
])("a prior is found out where it does not hold that it %s", async (name, words, change) => {
  const prior = exponential({ scale: 0.5 });
  expect((await failuresOf(priorConformance({ ...prior, ...change(prior) }, trial))).get(name)).toMatch(words);
});
