import {
  binIndex,
  type CircleRegion,
  type Dataset,
  defineExtension,
  GammakitError,
  gtiRounding,
  insideGti,
  type Observation,
  type Region,
  requireCircle,
  type SkyPosition,
  type SpectrumDatasetOnOff,
  secondsBetween,
  separation,
  toFrame,
} from "@gammakit/core";

/** Where the background is measured. */
export interface AnnulusBackgroundOptions {
  /** Distance from the edge of the ON region to events that may count as background [deg]. */
  readonly gap?: number;
}

/**
 * Background from the annulus around the pointing that is as far from it as the ON region and as wide, without what lies near
 * the ON region: the acceptance of a camera depends on the distance from its center above all. More events than in reflected
 * regions, at the price of an acceptance that is averaged across the annulus. Where the pointing lies in the ON region, there is
 * no such annulus: the counts and the acceptance are 0 then, and no bin is safe.
 */
export const annulusBackground = defineExtension(
  "maker",
  {
    id: "example/annulus-background",
    summary: "OFF counts from an annulus around the pointing",
    optionHelp: { gap: "Distance from the edge of the ON region to what may count as background [deg] (0.1)" },
  },
  (options: AnnulusBackgroundOptions = {}) => {
    const { gap = 0.1, ...rest } = options;
    const unknown = Object.keys(rest)[0];
    if (unknown !== undefined || !(gap >= 0)) {
      const what = unknown === undefined ? `gap must be 0 deg or more, not ${String(gap)}` : `there is no "${unknown}"`;
      throw new GammakitError("invalid-input", `example/annulus-background: ${what}. It has one option: gap [deg].`);
    }
    return {
      run(dataset: Dataset, observation: Observation): SpectrumDatasetOnOff {
        const on = requireCircle(dataset.region, 'Maker "example/annulus-background"');
        const annulus = annulusOf(on, observation.pointing, gap);
        const { background: _, ...common } = { background: undefined, ...dataset };
        const n = dataset.counts.length;
        return {
          ...common,
          kind: "spectrum-on-off",
          countsOff: annulus.area > 0 ? countInside(annulus, observation, dataset.energyEdges) : new Float64Array(n),
          acceptance: new Float64Array(n).fill(1),
          acceptanceOff: new Float64Array(n).fill(annulus.area / capArea(on.radius)),
          offRegions: annulus.area > 0 ? [annulus.region] : [],
          maskSafe: annulus.area > 0 ? dataset.maskSafe : new Uint8Array(n),
        };
      },
    };
  },
);

interface Annulus {
  readonly region: Region;
  readonly pointing: SkyPosition;
  readonly on: SkyPosition;
  /** Distances from the pointing [deg]. */
  readonly inner: number;
  readonly outer: number;
  /** Distance from the center of the ON region, below which nothing counts [deg]. */
  readonly hole: number;
  /** Solid angle of what is left [sr]. */
  readonly area: number;
}

function annulusOf({ center, radius }: CircleRegion, pointing: SkyPosition, gap: number): Annulus {
  const on = toFrame(center, "icrs");
  const axis = toFrame(pointing, "icrs");
  const offset = separation(on.lon, on.lat, axis.lon, axis.lat);
  const [inner, outer, hole] = [offset - radius, offset + radius, radius + gap];
  const region: Region = {
    kind: "compound",
    operator: "difference",
    a: { kind: "annulus", center: axis, innerRadius: Math.max(inner, 0), outerRadius: outer },
    b: { kind: "circle", center: on, radius: hole },
  };
  const area = inner > 0 ? areaLeft(offset, inner, outer, hole) : 0;
  return { region, pointing: axis, on, inner, outer, hole, area };
}

/** Solid angle [sr] between two distances from the pointing, farther than `hole` from a point at `offset` [deg]: by rings. */
function areaLeft(offset: number, inner: number, outer: number, hole: number): number {
  const rings = 400;
  let area = 0;
  for (let i = 0; i < rings; i++) {
    const [from, to] = [i, i + 1].map((k) => inner + ((outer - inner) * k) / rings);
    const r = radians((from! + to!) / 2);
    // Half of the angle, seen from the pointing, that the hole takes of this ring: the cosine rule.
    const cosine =
      (Math.cos(radians(hole)) - Math.cos(r) * Math.cos(radians(offset))) / (Math.sin(r) * Math.sin(radians(offset)));
    const taken = Math.acos(Math.min(Math.max(cosine, -1), 1));
    area += (capArea(to!) - capArea(from!)) * (1 - taken / Math.PI);
  }
  return area;
}

function countInside(annulus: Annulus, { events, gti }: Observation, energyEdges: Float64Array): Float64Array {
  const { pointing, on, inner, outer, hole } = annulus;
  const counts = new Float64Array(energyEdges.length - 1);
  const shift = secondsBetween(gti.reference, events.reference);
  for (let i = 0; i < events.energy.length; i++) {
    const [lon, lat] = [events.lon[i]!, events.lat[i]!];
    const distance = separation(lon, lat, pointing.lon, pointing.lat);
    if (!(distance >= inner && distance < outer) || separation(lon, lat, on.lon, on.lat) < hole) continue;
    const bin = binIndex(energyEdges, events.energy[i]!);
    if (bin >= 0 && insideGti(gti, events.time[i]! + shift, gtiRounding)) counts[bin]!++;
  }
  return counts;
}

/** Solid angle of a circle of this radius [deg], in sr. */
function capArea(radius: number): number {
  return 2 * Math.PI * (1 - Math.cos(radians(radius)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
