import { compileIntegral, formatIso, instantFromMjd, parameterValues, toScale } from "@gammakit/core";
import { powerLaw } from "@gammakit/models";
import { hessLike, simulateNight } from "@gammakit/simulate";

// A night on a flaring blazar whose index and flux follow curves that are known.

const target = /** @type {const} */ ({ frame: "icrs", lon: 329.71694, lat: -30.22559 });
const [startMjd, runs, duration, pause] = [60200.8, 5, 1680, 120];
const start = instantFromMjd(startMjd, 0, "utc");
const length = runs * (duration + pause) - pause;
const [width, count] = [900, Math.floor(length / 900)];

/** Two flares, the second harder; times in seconds after the start. @param {number} t */
const amplitude = (t) => 2.5e-11 * (1 + 4 * bump(t, 2400, 900) + 2.5 * bump(t, 6300, 1200));
/** Harder when brighter. @param {number} t */
const index = (t) => 3.2 - 0.5 * bump(t, 2700, 1000) - 0.7 * bump(t, 6500, 1300);

/** @param {number} t @param {number} center @param {number} sigma */
function bump(t, center, sigma) {
  return Math.exp(-0.5 * ((t - center) / sigma) ** 2);
}

const spectrum = powerLaw({ index: 3, amplitude: 1e-11, reference: { value: 1, frozen: true } });
const fluxRange = { min: 1, max: 10 };

/** The runs of the night. @param {number} seed */
export function simulate(seed) {
  return simulateNight({
    array: hessLike,
    target,
    object: "Flaring blazar",
    start,
    count: runs,
    duration,
    pause,
    gaps: [[4000, 4200]],
    spectrum,
    curves: { amplitude, index },
    seed,
  });
}

/** Where the telescopes stand. */
export const site = hessLike.site;

/** The job that analyzes it. @param {string} store @returns {import("@gammakit/analysis").TimeResolvedJob} */
export function jobOf(store) {
  return {
    job: "time-resolved-spectroscopy",
    data: { store },
    time: { start: formatIso(toScale(start, "utc"), "utc", 0), scale: "utc", width: `${width} s`, count },
    on: { type: "circle", frame: target.frame, lon: target.lon, lat: target.lat, radius: "0.11 deg" },
    energy: { min: "0.4 TeV", max: "20 TeV", bins: 10 },
    // 50 bins per decade: with 8 the amplitude comes out 1 % low.
    energyTrue: { min: "0.1 TeV", max: "40 TeV", bins: 130 },
    containmentCorrection: true,
    model: { type: "power-law", parameters: { index: 3, amplitude: 2e-11 } },
    integralFlux: { min: `${fluxRange.min} TeV`, max: `${fluxRange.max} TeV` },
  };
}

/** What is true of an interval: means over the seconds in which data were taken. @param {number} bin @param {readonly (readonly [number, number])[]} goodTime [s after the start] */
export function truthOf(bin, goodTime) {
  let [seconds, meanAmplitude, meanIndex, meanFlux] = [0, 0, 0, 0];
  for (let t = bin * width + 2.5; t < (bin + 1) * width; t += 5) {
    if (!goodTime.some(([from, to]) => t >= from && t < to)) continue;
    const a = amplitude(t);
    seconds += 1;
    meanAmplitude += a;
    // Photons tell the index, so the bright moments count more.
    meanIndex += a * index(t);
    meanFlux += fluxAt(t);
  }
  return { amplitude: meanAmplitude / seconds, index: meanIndex / meanAmplitude, flux: meanFlux / seconds };
}

/** Good time of the runs. @param {readonly import("@gammakit/core").Observation[]} observations @returns {[number, number][]} [s after the start] */
export function goodTimeOf(observations) {
  return observations.flatMap(({ gti }, run) => {
    const shift = run * (duration + pause);
    const first = gti.start[0];
    return Array.from(
      gti.start,
      (from, k) => /** @type {[number, number]} */ ([shift + from - first, shift + gti.stop[k] - first]),
    );
  });
}

/** The curves for figures: times [MJD, UTC]. */
export function knownCurves() {
  const seconds = Array.from({ length: 200 }, (_, k) => (k / 199) * count * width);
  const time = seconds.map((t) => startMjd + t / 86400);
  return {
    amplitude: { time, value: seconds.map(amplitude) },
    index: { time, value: seconds.map(index) },
    flux: { time, value: seconds.map(fluxAt) },
  };
}

const integral = compileIntegral(spectrum, Float64Array.of(fluxRange.min, fluxRange.max));
const out = new Float64Array(1);

/** @param {number} t */
function fluxAt(t) {
  const p = parameterValues(spectrum);
  spectrum.parameters.forEach(({ name }, k) => {
    if (name === "amplitude") p[k] = amplitude(t);
    if (name === "index") p[k] = index(t);
  });
  integral(p, out);
  return out[0];
}
