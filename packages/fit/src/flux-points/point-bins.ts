import { type FluxPoint, GammakitError } from "@gammakit/core";

/** A bin of energy, and the point whose norm is predicted from the model in it; none between two points. */
export interface PointBin {
  /** Edges [TeV]. */
  readonly low: number;
  readonly high: number;
  readonly point?: FluxPoint;
  /** What the reference spectrum of the point has there [cm-2 s-1]. */
  readonly reference: number;
}

/** Half of the width of the bins around the energies of points, relative to the energy: a power law of index 3 is off by 2e-9. */
const halfWidth = 3e-5;

/** Edges of neighbors that differ by less, relative to the energy, are the same: tables have few digits. */
const sameEdge = 1e-5;

/**
 * A narrow bin around the reference energy of each point, in ascending order, and one between any two. Throws "invalid-input" where two
 * are at the same energy.
 */
export function narrowBins(points: readonly FluxPoint[], name: string): readonly PointBin[] {
  const sorted = [...points].sort((a, b) => a.eRef - b.eRef);
  const energies = sorted.map(({ eRef }) => eRef);
  return withGaps(
    sorted.map((point, i) => {
      const energy = energies[i];
      if (i > 0 && energies[i - 1] === energy) throw refuse(name, `are at ${energy} TeV`, point);
      // Two points that are nearer to each other than the bins are wide share what lies between them.
      const below = i === 0 ? energy : energy - energies[i - 1];
      const above = i === energies.length - 1 ? energy : energies[i + 1] - energy;
      const half = Math.min(halfWidth * energy, below / 4, above / 4);
      const [low, high] = [energy - half, energy + half];
      return { low, high, point, reference: point.refDnde * (high - low) };
    }),
  );
}

/** The bins of the points, in ascending order, and one between any two that do not touch. Throws "invalid-input" where two overlap. */
export function wholeBins(points: readonly FluxPoint[], name: string): readonly PointBin[] {
  const sorted = [...points].sort((a, b) => a.eMin - b.eMin);
  return withGaps(
    sorted.map((point, i) => {
      const before = i === 0 ? 0 : sorted[i - 1].eMax;
      if (point.eMin < before * (1 - sameEdge)) throw refuse(name, `overlap at ${point.eMin} TeV`, point);
      const touches = point.eMin <= before * (1 + sameEdge);
      return { low: touches ? before : point.eMin, high: point.eMax, point, reference: point.refFlux };
    }),
  );
}

/** The bins with those between them. */
function withGaps(bins: readonly PointBin[]): readonly PointBin[] {
  return bins.flatMap((bin, i) => {
    const before = bins[i - 1]?.high ?? bin.low;
    return bin.low > before ? [{ low: before, high: bin.low, reference: 0 }, bin] : [bin];
  });
}

function refuse(name: string, what: string, { eRef }: FluxPoint): GammakitError {
  const words = `Two points of "${name}" ${what}. Give them as two sets of flux points.`;
  return new GammakitError("invalid-input", words, { dataset: name, energy: eRef });
}
