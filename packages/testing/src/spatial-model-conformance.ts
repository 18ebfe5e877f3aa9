import {
  compileSpatialIntegral,
  createWcs,
  offsetBy,
  parameterValues,
  parseUnit,
  type Registry,
  type SpatialModel,
  type SpatialRecord,
  spatialFromRecord,
  toSkyRecord,
} from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { relativeDifference } from "./compare.ts";
import { checkLimits, checkParameters, registryCases } from "./model-cases.ts";

/** How a spatial model is tried. */
export interface SpatialModelConformanceOptions {
  /** An energy [TeV] for models that need one; 1 where absent. */
  readonly energy?: number;
  /** Allowed difference of the integral from 1; 0.01 where absent. Only models in sr-1 that have a radius are integrated. */
  readonly tolerance?: number;
  /** A registry that has the model; with it records and the factory are tried too. */
  readonly registry?: Registry;
}

/** Radius [deg] of the field that models without one are tried in. */
const fieldRadius = 2;

/**
 * What every spatial model must do, as cases for any test runner:
 * `for (const { name, run } of spatialModelConformance(ring())) test(name, run)`.
 */
export function spatialModelConformance(
  model: SpatialModel,
  { energy = 1, tolerance = 0.01, registry }: SpatialModelConformanceOptions = {},
): readonly ConformanceCase[] {
  const p = parameterValues(model);
  const isPoint = model.compileIntegral !== undefined && model.radius?.(p) === 0;
  const cases: ConformanceCase[] = [];
  const add = (name: string, run: () => void) => void cases.push({ name, run: async () => run() });
  add("parameters have different names, finite values and limits around them", () => checkParameters(model));
  add("its record can be cloned", () => checkRecord(model));
  add("its center is in degrees, its brightness per solid angle or a factor", () => checkUnits(model));
  if (!isPoint) {
    add("gives no NaN where a parameter is at a limit", () =>
      checkLimits(model, (q) => brightness(model, q, p, energy)),
    );
    add("evaluate gives finite numbers, the same ones each time, and changes nothing", () =>
      checkEvaluate(model, p, energy),
    );
    add("evaluate at one position does not depend on the others", () => checkPointwise(model, p, energy));
    add("evaluate does not care in which turn of the circle a longitude is", () => checkWrap(model, p, energy));
  }
  if (model.radius !== undefined && !isPoint) {
    add("next to nothing is left beyond its radius", () => checkRadius(model, p, energy));
  }
  if (model.unit === "sr-1" && model.radius !== undefined) {
    add("its integral over pixels is 1", () => checkNorm(model, p, energy, tolerance));
  }
  return registry === undefined ? cases : [...cases, ...registryCases(trialOf(model, energy, isPoint), registry)];
}

function trialOf(model: SpatialModel, energy: number, isPoint: boolean) {
  return {
    kind: "spatialModel" as const,
    model,
    extra: { frame: model.frame },
    toRecord: recordOf,
    fromRecord: (record: object, registry: Registry) => spatialFromRecord(record as SpatialRecord, registry),
    values: (one: SpatialModel) => {
      const [q, p] = [parameterValues(one), parameterValues(model)];
      return isPoint ? centerOf(one, q) : brightness(one, q, p, energy);
    },
  };
}

/** With the parameters `q` at positions around the center that the model has with the parameters `p`. */
function brightness(model: SpatialModel, q: Float64Array, p: Float64Array, energy: number): Float64Array {
  const { lon, lat } = positions(model, p);
  const out = new Float64Array(lon.length);
  model.evaluate(lon, lat, q, out, energy);
  return out;
}

function checkUnits({ parameters, unit }: SpatialModel): void {
  for (const name of ["lon_0", "lat_0"]) {
    const found = parameters.find((parameter) => parameter.name === name);
    check(found === undefined || found.unit === "deg", `${name} is in "${found?.unit}"; positions are in deg.`);
  }
  const { rad = 0 } = parseUnit(unit).dimensions;
  check(unit === "" || rad === -2, `The brightness is in "${unit}"; it is a factor, "", or per sr.`);
}

interface Positions {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

/** A spiral of positions around the center of the model. */
function positions(model: SpatialModel, p: Float64Array, from = 0, to = 1.2): Positions {
  const center = centerOf(model, p);
  const radius = Math.min(model.radius?.(p) ?? fieldRadius, 90);
  const n = 40;
  const points = Array.from({ length: n }, (_, k) =>
    offsetBy(center[0], center[1], k * 67, radius * (from + ((to - from) * k) / n)),
  );
  return { lon: Float64Array.from(points, ([lon]) => lon), lat: Float64Array.from(points, ([, lat]) => lat) };
}

function centerOf(model: SpatialModel, p: Float64Array): Float64Array {
  const center = Float64Array.of(83.63, 22.01);
  model.center?.(p, center);
  return center;
}

function checkRecord(model: SpatialModel): void {
  const record = structuredClone(recordOf(model));
  check(
    record.id === model.id && record.parameters.length === model.parameters.length && record.frame === model.frame,
    "The record is incomplete.",
  );
}

function recordOf(model: SpatialModel): SpatialRecord {
  const { spatial } = toSkyRecord({ spectral: dummy, spatial: model });
  check(spatial !== undefined, "It has no record.");
  return spatial;
}

/** A record has a spectrum; this one says nothing. */
const dummy = { id: "none", parameters: [], evaluate: () => {} };

function checkEvaluate(model: SpatialModel, p: Float64Array, energy: number): void {
  const at = positions(model, p);
  const before = [at.lon.slice(), at.lat.slice(), p.slice()];
  const first = new Float64Array(at.lon.length).fill(Number.NaN);
  model.evaluate(at.lon, at.lat, p, first, energy);
  for (const [k, array] of [at.lon, at.lat, p].entries()) {
    check(
      array.every((value, i) => Object.is(value, before[k][i])),
      "evaluate changes its input.",
    );
  }
  for (const [i, value] of first.entries()) {
    check(Number.isFinite(value), `evaluate writes ${value} at longitude ${at.lon[i]}°, latitude ${at.lat[i]}°.`);
  }
  const second = new Float64Array(first.length).fill(1e300);
  model.evaluate(at.lon, at.lat, p, second, energy);
  check(
    first.every((value, i) => Object.is(value, second[i])),
    "evaluate gives other numbers when called again.",
  );
}

function checkPointwise(model: SpatialModel, p: Float64Array, energy: number): void {
  const { lon, lat } = positions(model, p);
  const together = new Float64Array(lon.length);
  model.evaluate(lon, lat, p, together, energy);
  const alone = new Float64Array(1);
  for (let i = 0; i < lon.length; i++) {
    model.evaluate(lon.subarray(i, i + 1), lat.subarray(i, i + 1), p, alone, energy);
    check(
      alone[0] === together[i],
      `At longitude ${lon[i]}° evaluate gives ${alone[0]} alone and ${together[i]} among others.`,
    );
  }
}

function checkWrap(model: SpatialModel, p: Float64Array, energy: number): void {
  const { lon, lat } = positions(model, p, 0, 0.9);
  const [here, there] = [new Float64Array(lon.length), new Float64Array(lon.length)];
  model.evaluate(lon, lat, p, here, energy);
  model.evaluate(
    lon.map((value) => value - 360),
    lat,
    p,
    there,
    energy,
  );
  const largest = Math.max(...here.map(Math.abs));
  for (const [i, value] of here.entries()) {
    check(
      relativeDifference(value, there[i]) <= 1e-6 || Math.abs(value - there[i]) <= 1e-9 * largest,
      `At longitude ${lon[i]}° evaluate gives ${value}, at ${lon[i] - 360}° it gives ${there[i]}.`,
    );
  }
}

function checkRadius(model: SpatialModel, p: Float64Array, energy: number): void {
  const [inside, outside] = [positions(model, p), positions(model, p, 1.001, 1.2)];
  const values = new Float64Array(inside.lon.length);
  model.evaluate(inside.lon, inside.lat, p, values, energy);
  const largest = Math.max(...values);
  model.evaluate(outside.lon, outside.lat, p, values, energy);
  check(
    Math.max(...values) <= 1e-3 * largest,
    `Beyond its radius the brightness is still ${Math.max(...values)}, more than a thousandth of ${largest}.`,
  );
}

function checkNorm(model: SpatialModel, p: Float64Array, energy: number, tolerance: number): void {
  const [lon, lat] = centerOf(model, p);
  const radius = Math.max(model.radius?.(p) ?? 0, 0.1);
  const wcs = createWcs({
    center: { frame: model.frame, lon, lat },
    projection: "TAN",
    binSize: radius / 60,
    width: 2.4 * radius,
  });
  const pixels = new Float64Array((wcs.shape?.[0] ?? 0) * (wcs.shape?.[1] ?? 0));
  compileSpatialIntegral(model, wcs)(p, pixels, energy);
  const sum = pixels.reduce((a, b) => a + b, 0);
  check(
    Math.abs(sum - 1) <= tolerance,
    `Its integral over pixels is ${sum}; a shape in sr-1 integrates to 1 (within ${tolerance}).`,
  );
}
