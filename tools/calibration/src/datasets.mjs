import { createGti } from "@gammakit/core";
import { predictCounts } from "@gammakit/fit";
import { powerLaw } from "@gammakit/models";

/** What is taken for true in all spectra. */
export const truth = powerLaw({ index: 2.5, amplitude: 2e-11 });

/** Acceptance of the OFF regions over that of the ON region. */
export const offRegions = 10;

const common = {
  observationIds: [],
  region: { kind: "circle", center: { frame: "icrs", lon: 0, lat: 0 }, radius: 0.1 },
  gti: createGti({ scale: "tt", day: 53945, fraction: 0 }, []),
  livetime: 1000,
  meta: {},
};

/**
 * A dataset with perfect energies that holds exactly what is expected: of `signal` and `background` counts per bin in the ON region.
 * @param {"known" | "measured"} kind How the background is known.
 * @param {Float64Array} edges [TeV] @param {Float64Array} exposure [cm2 s] @param {Float64Array} signal @param {Float64Array} background
 * @returns {import("@gammakit/core").Dataset}
 */
export function asimov(kind, edges, exposure, signal, background) {
  const n = edges.length - 1;
  const counts = signal.map((s, j) => s + background[j]);
  const same = {
    .../** @type {any} */ (common),
    name: "toy",
    energyEdges: edges,
    energyTrueEdges: edges,
    exposure,
    edisp: Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0)),
    maskSafe: new Uint8Array(n).fill(1),
    counts,
  };
  if (kind === "known") return { ...same, kind: "spectrum", background };
  return {
    ...same,
    kind: "spectrum-on-off",
    offRegions: [],
    countsOff: background.map((b) => b * offRegions),
    acceptance: new Float64Array(n).fill(1),
    acceptanceOff: new Float64Array(n).fill(offRegions),
  };
}

/**
 * A spectrum of 16 bins from 0.5 to 50 TeV with so many expected events of the source, over a falling background of 20.
 * @param {"known" | "measured"} kind @param {number} events
 */
export function spectrum(kind, events) {
  const bins = 16;
  const edges = Float64Array.from({ length: bins + 1 }, (_, k) => 0.5 * 100 ** (k / bins));
  const background = Float64Array.from({ length: bins }, (_, k) => 6 * 0.7 ** k);
  const unit = new Float64Array(bins).fill(1);
  const none = new Float64Array(bins);
  const perExposure = predictCounts(asimov(kind, edges, unit, none, background), [truth]);
  const exposure = unit.map(() => events / perExposure.reduce((sum, s) => sum + s, 0));
  const signal = perExposure.map((s) => s * exposure[0]);
  return asimov(kind, edges, exposure, signal, background);
}
