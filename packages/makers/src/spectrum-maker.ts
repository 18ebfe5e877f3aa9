import {
  binIndex,
  type CircleRegion,
  compileWcs,
  containment,
  createWcs,
  type Dataset,
  defineExtension,
  type EffectiveArea,
  effectiveAreaAt,
  type EnergyDispersion,
  energyDispersionMatrix,
  type EventList,
  GammakitError,
  type Observation,
  onTime,
  type Psf,
  selectInside,
  separationBetween,
  type SpectrumDataset,
  toPixelCircle,
} from "@gammakit/core";
import { checkOptions } from "./options.ts";

/** How a spectrum is taken. */
export interface SpectrumMakerOptions {
  /** Multiply the exposure by the fraction of a point source's events that fall into the ON region. */
  readonly containmentCorrection?: boolean;
}

/**
 * Takes the counts of an observation in the dataset's region, and the exposure and energy dispersion at the region's center.
 * The result is a spectrum without background, all bins safe. Throws "invalid-input" naming the run and the response that is
 * missing or does not allow the containment correction.
 */
export const spectrumMaker = defineExtension(
  "maker",
  {
    id: "spectrum",
    aliases: ["SpectrumDatasetMaker"],
    summary: "Counts in a region, exposure and energy dispersion at its center",
  },
  (options: SpectrumMakerOptions = {}) => {
    checkOptions("spectrum", options, { containmentCorrection: "boolean" });
    const respond = compileResponses(options.containmentCorrection ?? false);
    return {
      run(dataset: Dataset, observation: Observation): SpectrumDataset {
        const livetime = onTime(observation.gti) * observation.liveFraction;
        const { area, corrected, edisp } = respond(dataset, observation);
        return {
          kind: "spectrum",
          name: `${observation.id}-${observation.part}`,
          observationIds: [observation.id],
          region: dataset.region,
          gti: observation.gti,
          livetime,
          energyEdges: dataset.energyEdges,
          energyTrueEdges: dataset.energyTrueEdges,
          counts: countsInRegion(observation.events, dataset.region, dataset.energyEdges),
          background: new Float64Array(dataset.counts.length),
          exposure: corrected.map((cm2) => cm2 * livetime),
          edispExposure: area.map((cm2) => cm2 * livetime),
          edisp,
          maskSafe: new Uint8Array(dataset.counts.length).fill(1),
          meta: observation.meta,
        };
      },
    };
  },
);

/** Events of the region per energy bin. The region is a circle in the tangent plane at its own center. */
function countsInRegion(events: EventList, region: CircleRegion, energyEdges: Float64Array): Float64Array {
  const wcs = compileWcs(
    createWcs({ center: region.center, frame: region.center.frame, projection: "TAN", binSize: 0.1, shape: [4, 4] }),
  );
  const inside = selectInside(events.lon, events.lat, [toPixelCircle(region, wcs)], wcs);
  return countByEnergy(events, inside, energyEdges);
}

/** Number of the events at `indices` in each energy bin, lower edge inclusive, upper edge exclusive. */
export function countByEnergy(events: EventList, indices: Int32Array, energyEdges: Float64Array): Float64Array {
  const counts = new Float64Array(energyEdges.length - 1);
  for (let k = 0; k < indices.length; k++) {
    const bin = binIndex(energyEdges, events.energy[indices[k]]);
    if (bin >= 0) counts[bin]++;
  }
  return counts;
}

interface Responses {
  /** Effective area at the centers of the true bins [cm2]. */
  readonly area: Float64Array;
  /** The same times the containment, where it is asked for [cm2]. */
  readonly corrected: Float64Array;
  /** Row-major [true × reconstructed]. */
  readonly edisp: Float64Array;
}

/** Responses of an observation at the region; the parts of one run share its response tables, and so what follows from them. */
function compileResponses(correct: boolean) {
  const known = new WeakMap<EffectiveArea, { readonly key: string; readonly responses: Responses }>();
  return (dataset: Dataset, observation: Observation): Responses => {
    const { aeff, edisp, psf } = requireResponses(observation, correct);
    const offset = separationBetween(dataset.region.center, observation.pointing);
    const key = [offset, dataset.region.radius, ...dataset.energyEdges, ...dataset.energyTrueEdges].join();
    const before = known.get(aeff);
    if (before?.key === key) return before.responses;
    const centers = geometricCenters(dataset.energyTrueEdges);
    const area = effectiveAreaAt(aeff, centers, offset);
    const inside = psf === undefined ? undefined : containment(psf, centers, offset, dataset.region.radius);
    const responses = {
      area,
      corrected: inside === undefined ? area : area.map((cm2, i) => cm2 * inside[i]),
      edisp: energyDispersionMatrix(edisp, offset, centers, dataset.energyEdges),
    };
    known.set(aeff, { key, responses });
    return responses;
  };
}

function requireResponses(observation: Observation, correct: boolean) {
  const need = <T>(value: T | undefined, words: string, hdu: string): T => {
    if (value !== undefined) return value;
    throw new GammakitError(
      "invalid-input",
      `Observation ${observation.id} has no ${words} (${hdu}), which the spectrum needs. Add it to the data, or leave this run out.`,
      { observation: observation.id, hdu },
    );
  };
  const aeff: EffectiveArea = need(observation.aeff, "effective area", "aeff");
  const edisp: EnergyDispersion = need(observation.edisp, "energy dispersion", "edisp");
  if (!correct) return { aeff, edisp, psf: undefined };
  if (aeff.enclosure === "point-like") {
    throw new GammakitError(
      "invalid-input",
      `Observation ${observation.id} has point-like responses, which hold a containment already: switch containmentCorrection off.`,
      { observation: observation.id },
    );
  }
  const psf: Psf = need(observation.psf, "point-spread function", "psf");
  return { aeff, edisp, psf };
}

/** Geometric mean of the edges of each bin [TeV]. */
export function geometricCenters(edges: Float64Array): Float64Array {
  return edges.slice(1).map((high, i) => Math.exp(0.5 * (Math.log(edges[i]) + Math.log(high))));
}
