import {
  type Axis,
  compileIntegral,
  createMap,
  createWcs,
  type ImageWcs,
  type MapDataset,
  parameterValues,
  type RegionMap,
  type SkyPosition,
  type SpatialModel,
  type SpectralModel,
  type WcsOptions,
} from "@gammakit/core";
import { createStream, purpose } from "../random/stream.ts";
import { extendedImage, pointImage } from "./source-image.ts";
import { psfWidth, type SurveyInstrument } from "./survey-instrument.ts";
import { responseExposure, surveyDispersion, surveyPsf } from "./survey-responses.ts";

/** A point source, or emission with a shape. */
export type MapSource = {
  /** dN/dE [cm-2 s-1 TeV-1]. */
  readonly spectrum: SpectralModel;
} & ({ readonly position: SkyPosition } | { readonly spatial: SpatialModel });

/** What a map cube is made of. */
export interface MapDatasetOptions extends WcsOptions {
  readonly instrument: SurveyInstrument;
  /** Reconstructed energy [TeV], and the wider true energy. */
  readonly energy: Axis;
  readonly energyTrue: Axis;
  /** What an analysis is to find. */
  readonly sources: readonly MapSource[];
  /** What it is told of: the background of the dataset. */
  readonly diffuse?: readonly MapSource[];
  /** From which all random numbers come: a whole number from 0 to 2^53 − 1. */
  readonly seed: number;
  readonly name?: string;
}

/**
 * A map cube as a survey instrument would see it: counts drawn around the diffuse background and the sources, both smeared by the responses
 * that the dataset holds. What is diffuse goes on beyond the edges as its mirror image. `writeMapDataset` of `@gammakit/io` makes a file
 * of it. Throws "invalid-input" where an axis or the image cannot be made, "unsupported" for a shape in other units than sr-1.
 */
export function simulateMapDataset(options: MapDatasetOptions): MapDataset {
  const { instrument, energy, energyTrue, sources, diffuse = [], seed, name = "simulated" } = options;
  const wcs = createWcs(options) as ImageWcs;
  const pixels = wcs.shape[0] * wcs.shape[1];
  const edisp = surveyDispersion(instrument, energy, energyTrue);
  const psf = surveyPsf(instrument, energyTrue);
  const background = new Float64Array(pixels * energy.centers.length);
  for (const source of diffuse) addExpected(background, source, wcs, instrument, edisp);
  const expected = background.slice();
  for (const source of sources) addExpected(expected, source, wcs, instrument, edisp);
  const stream = createStream(seed, 0, purpose.map);
  const exposure = new Float64Array(pixels * energyTrue.centers.length).fill(instrument.exposure);
  return {
    kind: "map",
    name,
    counts: createMap({ wcs, axes: [energy], values: expected.map((mean) => stream.poisson(mean)) }),
    background: createMap({ wcs, axes: [energy], values: Float32Array.from(background) }),
    exposure: createMap({ wcs, axes: [energyTrue], unit: "cm2 s", values: exposure }),
    edisp,
    edispExposure: responseExposure(instrument, edisp),
    psf,
    psfExposure: responseExposure(instrument, psf),
    meta: { CREATOR: "gammakit", TELESCOP: instrument.name },
  };
}

/** Adds the expected counts of a source in each pixel and reconstructed bin. */
function addExpected(
  out: Float64Array,
  source: MapSource,
  wcs: ImageWcs,
  instrument: SurveyInstrument,
  edisp: RegionMap,
): void {
  const [energy, energyTrue] = edisp.axes;
  const n = energy.centers.length;
  const flux = new Float64Array(energyTrue.centers.length);
  compileIntegral(source.spectrum, energyTrue.edges)(parameterValues(source.spectrum), flux);
  const image = "position" in source ? pointImage(source.position, wcs) : extendedImage(source.spatial, wcs);
  const fraction = new Float64Array(out.length / n);
  for (const [i, e] of energyTrue.centers.entries()) {
    image(psfWidth(instrument, e), e, fraction);
    for (let j = 0; j < n; j++) {
      const counts = flux[i] * instrument.exposure * edisp.values[i * n + j];
      if (counts === 0) continue;
      const begin = j * fraction.length;
      for (let k = 0; k < fraction.length; k++) out[begin + k] += counts * fraction[k];
    }
  }
}
