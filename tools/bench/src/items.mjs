import {
  addSeconds,
  compileFrameChange,
  compileWcs,
  convert,
  convertAll,
  createWcs,
  formatIso,
  parseTime,
  parseUnit,
  toScale,
} from "@gammakit/core";
import { figure } from "./figures.mjs";
import { sampleCalls } from "./sampling.mjs";

const count = 1000;

/** What one unit, one time and one position cost, warm. @param {number} rounds */
export function benchItems(rounds) {
  return [...benchUnits(rounds), ...benchTimes(rounds), ...benchPositions(rounds)];
}

/** @param {number} rounds */
function benchUnits(rounds) {
  let number = 1;
  const energies = Float64Array.from({ length: count }, (_, i) => 0.1 + i);
  return [
    each(rounds, 2, "parse a unit, seen for the first time", () => parseUnit(`${++number} cm-2 s-1 TeV-1`).scale),
    each(rounds, 50, "parse a unit again", () => parseUnit("cm-2 s-1 TeV-1").scale),
    each(rounds, 10, "convert a number", (i) => convert(i, "TeV", "erg")),
    whole(rounds, 200, "convert a number of an array", () => convertAll(energies, "TeV", "erg")[0]),
  ];
}

/** @param {number} rounds */
function benchTimes(rounds) {
  const start = parseTime("2006-07-29T20:30:00", "utc");
  const instants = Array.from({ length: count }, (_, i) => addSeconds(start, 1000.123 * i));
  const texts = instants.map((instant) => formatIso(instant, "utc", 6));
  return [
    each(rounds, 20, "UTC to TT", (i) => toScale(instants[i], "tt").fraction),
    each(rounds, 10, "UTC to TDB", (i) => toScale(instants[i], "tdb").fraction),
    each(rounds, 5, "read a time from text", (i) => parseTime(texts[i], "utc").fraction),
    each(rounds, 5, "write a time as text", (i) => formatIso(instants[i], "utc", 6).length),
  ];
}

/** Five million points a second are 200 ns each. @param {number} rounds */
function benchPositions(rounds) {
  const out = new Float64Array(2);
  const projections = ["TAN", "CAR"].flatMap((projection) => {
    const center = { frame: /** @type {const} */ ("galactic"), lon: 20, lat: 0 };
    const wcs = compileWcs(createWcs({ center, frame: "galactic", projection, binSize: 0.02, shape: [200, 200] }));
    return [
      each(rounds, 20, `${projection}, sky to pixel`, (i) => pick(wcs.toPixel(18 + i * 4e-3, i * 2e-3, out), out), 200),
      each(rounds, 20, `${projection}, pixel to sky`, (i) => pick(wcs.toSky(i * 0.2, 200 - i * 0.2, out), out), 200),
    ];
  });
  const change = compileFrameChange("galactic", "icrs");
  return [
    ...projections,
    each(rounds, 20, "galactic to ICRS", (i) => {
      change(18 + i * 4e-3, i * 2e-3, out);
      return out[0];
    }),
  ];
}

/** @param {boolean} placed @param {Float64Array} out */
function pick(placed, out) {
  return placed ? out[0] : Number.NaN;
}

/**
 * `work` for each of a thousand items [ns per item]; its numbers are summed up, so that none is left out.
 * @param {number} rounds @param {number} calls @param {string} name @param {(i: number) => number} work @param {number} [target]
 */
function each(rounds, calls, name, work, target) {
  const loop = () => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += work(i);
    return sum;
  };
  return whole(rounds, calls, name, loop, target);
}

/** @param {number} rounds @param {number} calls @param {string} name @param {() => number} work @param {number} [target] */
function whole(rounds, calls, name, work, target) {
  let sum = 0;
  const times = sampleCalls(rounds, calls, () => {
    sum += work();
  });
  if (!Number.isFinite(sum)) throw new Error(`${name}: the results are not finite`);
  return figure(
    name,
    "ns",
    times.map((ns) => ns / count),
    target,
  );
}
