import { type FluxPoint, GammakitError } from "@gammakit/core";
import { compileHermite } from "./hermite.ts";
import type { PointCurve } from "./point-curve.ts";

/** Norms whose −2 ln L is that near to the best fit tell nothing besides it. */
const sameAsBest = 1e-4;

/**
 * A curve through the scan of a point. Where its best fit is known, what is interpolated is the root of the rise from there, negative
 * below it: a straight line where the likelihood is Gaussian, so that few norms are enough. Throws "invalid-input" where there is no
 * scan of three norms, or it does not ascend in the norm.
 */
export function compileScan(point: FluxPoint, name: string): PointCurve {
  const scan = knownScan(point, name);
  const { norm: best, stat: lowest } = point;
  // A best fit above which no norm of the scan rises is not that of the scan.
  const rising = scan.filter(({ norm, stat }) => norm !== best && stat - lowest > sameAsBest);
  const isKnown = point.success && Number.isFinite(best) && Number.isFinite(lowest);
  return isKnown && rising.length > 0 ? aroundBest(rising, best, lowest) : asItIs(scan);
}

/** Through norms of which each lies above the best fit. */
function aroundBest(rising: readonly ScanNode[], best: number, lowest: number): PointCurve {
  const nodes = [
    ...rising.map(({ norm, stat }) => ({ x: norm, y: Math.sign(norm - best) * Math.sqrt(stat - lowest) })),
    { x: best, y: 0 },
  ].sort((a, b) => a.x - b.x);
  const at = compileHermite(nodes, { straightEnds: true });
  return {
    value: (norm) => at(norm).value ** 2,
    slope(norm) {
      const { value, slope } = at(norm);
      return 2 * value * slope;
    },
    bend: (norm) => 2 * at(norm).slope ** 2,
  };
}

function asItIs(scan: readonly ScanNode[]): PointCurve {
  const lowest = Math.min(...scan.map(({ stat }) => stat));
  const at = compileHermite(scan.map(({ norm, stat }) => ({ x: norm, y: stat - lowest })));
  return {
    value: (norm) => at(norm).value,
    slope: (norm) => at(norm).slope,
    bend: (norm) => Math.max(0, at(norm).bend),
  };
}

interface ScanNode {
  readonly norm: number;
  readonly stat: number;
}

/** The norms and statistics of the scan that are numbers. */
function knownScan({ scan, eRef }: FluxPoint, name: string): readonly ScanNode[] {
  const all = (scan?.norm ?? []).map((norm, i) => ({ norm, stat: scan?.stat[i] ?? Number.NaN }));
  const known = all.filter(({ norm, stat }) => Number.isFinite(norm) && Number.isFinite(stat));
  const ascends = known.every(({ norm }, i) => i === 0 || norm > known[i - 1].norm);
  if (known.length >= 3 && ascends) return known;
  const what = ascends
    ? `has ${known.length} norms in its scan, and three are needed`
    : "has a scan that does not ascend";
  const words = `The point of "${name}" at ${eRef} TeV ${what}. Measure it with selection "scan", or use likelihood "errors".`;
  throw new GammakitError("invalid-input", words, { dataset: name, energy: eRef });
}
