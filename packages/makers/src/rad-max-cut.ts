import {
  type CircleRegion,
  type Dataset,
  type EventList,
  GammakitError,
  type Observation,
  type PointRegion,
  type RadMax,
  type Region,
  radMaxAt,
  regionCenter,
  type SkyPosition,
  type SpectrumDatasetOnOff,
  separation,
  separationBetween,
  toFrame,
} from "@gammakit/core";
import { withOffEvents } from "./with-off-events.ts";

/** The largest distance from a source at which point-like responses count an event. */
export interface RadMaxCut {
  /** At the energies of the dataset [deg]. */
  readonly largest: number;
  /** At a reconstructed energy [TeV], in deg. */
  radius(energy: number): number;
}

/**
 * The cut of an observation around `center`, for a dataset with these edges of energy [TeV]: that of its table RAD_MAX at the offset of
 * `center`, else the one radius of the effective area. Throws "invalid-input" naming the run where its responses count all events
 * of a source, or do not tell their cut.
 */
export function radMaxCut(
  { id, aeff, radMax, pointing }: Observation,
  center: SkyPosition,
  energyEdges: Float64Array,
): RadMaxCut {
  const refuse = (problem: string, advice: string) =>
    new GammakitError("invalid-input", `The ON region is a point, and ${problem} observation ${id} ${advice}`, {
      observation: id,
    });
  if (aeff?.enclosure === "full") {
    throw refuse("the responses of", "are for all events of a source. Take a circle, with containmentCorrection.");
  }
  const offset = separationBetween(center, pointing);
  const radius = (energy: number) => (radMax ? radMaxAt(radMax, energy, offset) : (aeff?.radMax ?? Number.NaN));
  const radii = energiesOf(radMax, energyEdges).map(radius);
  const largest = radii.filter((one) => one > 0).reduce((a, b) => Math.max(a, b), 0);
  if (largest > 0) return { largest, radius };
  throw refuse(
    "the point-like responses of",
    radMax
      ? `have no RAD_MAX above 0 in the energies of the dataset, ${offset.toPrecision(3)} deg from the pointing. Look at the file, or take a circle.`
      : "do not tell within which distance of it they count events: there is neither a table RAD_MAX nor that keyword in the effective area. Take a circle of the right radius.",
  );
}

/** Energies [TeV] of which one has the largest radius: the ends of the range, and the centers of the table between them. */
function energiesOf(radMax: RadMax | undefined, edges: Float64Array): readonly number[] {
  const [min, max] = [edges[0], edges[edges.length - 1]];
  return [min, max, ...(radMax?.energy.centers ?? []).filter((energy) => energy > min && energy < max)];
}

/** Indices of the events within the cut around one of the centers, the border included. */
export function selectWithinCut(
  { lon, lat, energy }: EventList,
  centers: readonly SkyPosition[],
  { largest, radius }: RadMaxCut,
): Int32Array {
  const places = centers.map((center) => toFrame(center, "icrs"));
  const inside: number[] = [];
  for (let i = 0; i < lon.length; i++) {
    for (const place of places) {
      if (!(Math.abs(lat[i] - place.lat) <= largest)) continue;
      const distance = separation(place.lon, place.lat, lon[i], lat[i]);
      if (!(distance <= largest && distance <= radius(energy[i]))) continue;
      inside.push(i);
      break;
    }
  }
  return Int32Array.from(inside);
}

/**
 * Measures the background around a point: `find` turns the circle of the largest cut around the pointing, and the events within the
 * cut around the center of each circle count.
 */
export function measureAroundPoint(
  dataset: Dataset,
  observation: Observation,
  { center }: PointRegion,
  find: (circle: CircleRegion) => readonly Region[],
): SpectrumDatasetOnOff {
  const cut = radMaxCut(observation, center, dataset.energyEdges);
  const regions = find({ kind: "circle", center, radius: cut.largest });
  return withOffEvents(
    dataset,
    observation,
    selectWithinCut(observation.events, regions.map(regionCenter), cut),
    regions,
  );
}
