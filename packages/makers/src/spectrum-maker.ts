import { defineSpectrumMaker } from "./define-spectrum-maker.ts";
import { radMaxCut, selectWithinCut } from "./rad-max-cut.ts";
import { selectInTangentPlane } from "./select-in-tangent-plane.ts";

/**
 * Takes the counts of an observation in the dataset's region and the good time, and the exposure and energy dispersion at the region's center.
 * Where the region is a point, these are the events that the point-like responses of the run are for: those within RAD_MAX of it (GADF 0.3,
 * RAD_MAX_2D), which depends on their energy, or is one radius in the header of the effective area.
 * The result is a spectrum without background, all bins safe. Throws "invalid-input" naming the run and the response that is
 * missing, does not allow the containment correction, or has no cut for a point.
 */
export const spectrumMaker = defineSpectrumMaker((region, { energyEdges }, observation) => {
  const { events } = observation;
  if (region.kind !== "point") return selectInTangentPlane(region, events.lon, events.lat);
  return selectWithinCut(events, [region.center], radMaxCut(observation, region.center, energyEdges));
});
