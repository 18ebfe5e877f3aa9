import {
  type CircleRegion,
  type CompiledWcs,
  compileWcs,
  containment,
  createWcs,
  type Dataset,
  defineExtension,
  type EffectiveArea,
  type EnergyDispersion,
  effectiveAreaAt,
  energyDispersionMatrix,
  GammakitError,
  type Observation,
  onTime,
  type PixelCircle,
  type Psf,
  type Region,
  regionCenter,
  requireCircle,
  requireRegion,
  type SpectrumDataset,
  selectInside,
  separationBetween,
  toPixelCircle,
} from "@gammakit/core";
import { countByEnergy } from "./count-by-energy.ts";
import { geometricCenters } from "./geometric-centers.ts";
import { checkOptions } from "./options.ts";

/** How a spectrum is taken. */
export interface SpectrumMakerOptions {
  /** Multiply the exposure by the fraction of a point source's events that fall into the ON region, which must be a circle. */
  readonly containmentCorrection?: boolean;
}

/** Chooses the events of an observation for a dataset whose ON region is no circle. */
export type SelectOthers = (
  region: Exclude<Region, CircleRegion>,
  dataset: Dataset,
  observation: Observation,
) => Int32Array;

/** The maker "spectrum"; `selectOthers` is what it does where the ON region is no circle. */
export function defineSpectrumMaker(selectOthers: SelectOthers) {
  return defineExtension(
    "maker",
    {
      id: "spectrum",
      aliases: ["SpectrumDatasetMaker"],
      summary: "Counts in a region, exposure and energy dispersion at its center",
      optionHelp: {
        containmentCorrection: "Lower the exposure by what of a point source falls outside the region (false)",
      },
    },
    (options: SpectrumMakerOptions = {}) => {
      checkOptions("spectrum", options, { containmentCorrection: "boolean" });
      const correct = options.containmentCorrection ?? false;
      const respond = compileResponses(correct);
      const tangent = tangentCircles();
      const eventsIn = (region: Region, dataset: Dataset, observation: Observation) => {
        if (region.kind !== "circle") return selectOthers(region, dataset, observation);
        const { lon, lat } = observation.events;
        const { circle, wcs } = tangent(region);
        return selectInside(lon, lat, [circle], wcs);
      };
      return {
        run(dataset: Dataset, observation: Observation): SpectrumDataset {
          const livetime = onTime(observation.gti) * observation.liveFraction;
          const region = requireRegion(dataset.region, 'Maker "spectrum"');
          if (correct) requireCircle(region, 'Maker "spectrum" with containmentCorrection');
          const { area, corrected, edisp } = respond(dataset, region, observation);
          return {
            kind: "spectrum",
            name: `${observation.id}-${observation.part}`,
            observationIds: [observation.id],
            region,
            gti: observation.gti,
            livetime,
            energyEdges: dataset.energyEdges,
            energyTrueEdges: dataset.energyTrueEdges,
            counts: countByEnergy(observation, eventsIn(region, dataset, observation), dataset.energyEdges),
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
}

interface TangentCircle {
  readonly circle: PixelCircle;
  readonly wcs: CompiledWcs;
}

/** The circle of a region in its tangent plane; all observations are reduced for the same region, so it is kept. */
function tangentCircles(): (region: CircleRegion) => TangentCircle {
  const known = new WeakMap<CircleRegion, TangentCircle>();
  return (region) => {
    const before = known.get(region);
    if (before !== undefined) return before;
    const { center } = region;
    const wcs = compileWcs(createWcs({ center, frame: center.frame, projection: "TAN", binSize: 0.1, shape: [4, 4] }));
    const found = { circle: toPixelCircle(region, wcs), wcs };
    known.set(region, found);
    return found;
  };
}

interface Responses {
  /** Effective area at the centers of the true bins [cm2]. */
  readonly area: Float64Array;
  /** The same times the containment, where it is asked for [cm2]. */
  readonly corrected: Float64Array;
  /** Row-major [true × reconstructed]. */
  readonly edisp: Float64Array;
}

interface KnownResponses {
  readonly tables: Tables;
  readonly dataset: Dataset;
  readonly region: Region;
  readonly offset: number;
  readonly responses: Responses;
}

/** Whether what was found before holds for a dataset with that region. */
function isFor(before: KnownResponses, now: Dataset, region: Region): boolean {
  return (
    radiusOf(before.region) === radiusOf(region) &&
    sameValues(before.dataset.energyEdges, now.energyEdges) &&
    sameValues(before.dataset.energyTrueEdges, now.energyTrueEdges)
  );
}

/** Of a circle: only for circles do responses depend on the size. */
function radiusOf(region: Region): number | undefined {
  return region.kind === "circle" ? region.radius : undefined;
}

function sameTables(a: Tables, b: Tables): boolean {
  return a.aeff === b.aeff && a.edisp === b.edisp && a.psf === b.psf;
}

function sameValues(a: Float64Array, b: Float64Array): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}

/** Responses of an observation at the region; the parts of one run share its response tables, and so what follows from them. */
function compileResponses(correct: boolean) {
  const known = new WeakMap<EffectiveArea, KnownResponses>();
  return (dataset: Dataset, region: Region, observation: Observation): Responses => {
    const tables = requireResponses(observation, correct);
    const { aeff, edisp, psf } = tables;
    const offset = separationBetween(regionCenter(region), observation.pointing);
    const before = known.get(aeff);
    if (before?.offset === offset && sameTables(before.tables, tables) && isFor(before, dataset, region)) {
      return before.responses;
    }
    const centers = geometricCenters(dataset.energyTrueEdges);
    const area = effectiveAreaAt(aeff, centers, offset);
    const radius = radiusOf(region);
    const inside = psf === undefined || radius === undefined ? undefined : containment(psf, centers, offset, radius);
    const responses = {
      area,
      corrected: inside === undefined ? area : area.map((cm2, i) => cm2 * inside[i]),
      edisp: energyDispersionMatrix(edisp, offset, centers, dataset.energyEdges),
    };
    known.set(aeff, { tables, dataset, region, offset, responses });
    return responses;
  };
}

interface Tables {
  readonly aeff: EffectiveArea;
  readonly edisp: EnergyDispersion;
  /** Absent where no containment is asked for. */
  readonly psf: Psf | undefined;
}

function requireResponses(observation: Observation, correct: boolean): Tables {
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
