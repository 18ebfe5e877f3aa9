import { defineTemporalModel, GammakitError } from "@gammakit/core";
import { checkNodes, lineAt, numbers, segmentOf } from "./nodes.ts";

/** What a phase curve is made of. */
export interface PhaseCurveOptions {
  /** Increasing, within 0 … 1. */
  readonly phase: Float64Array | readonly number[];
  /** The factor at each phase. */
  readonly norm: Float64Array | readonly number[];
  /** The file it was read from, as a file of models names it. */
  readonly filename?: string;
}

interface Nodes {
  readonly phase: Float64Array;
  readonly norm: Float64Array;
}

/** Areas under a phase curve, made once. */
interface Areas {
  readonly phase: Float64Array;
  readonly norm: Float64Array;
  /** Area from 0 to each node. */
  readonly upTo: Float64Array;
  /** Area of a whole cycle: the mean factor. */
  readonly mean: number;
}

const day = 86400;
const areas = new WeakMap<object, Areas>();

const frozen = (value: number, unit: string) => ({ value, unit, frozen: true }) as const;
const parameters = {
  t_ref: frozen(48442.5, "d"),
  phi_ref: frozen(0, ""),
  f0: frozen(29.946923, "s-1"),
  f1: frozen(0, "s-2"),
  f2: frozen(0, "s-3"),
};

/**
 * A pulse profile: lines between the factors at given phases, those to phase 0 and 1 continued, divided by their mean: over a cycle
 * the factor is 1, as in Gammapy from 1.2 on. The phase is the fraction of
 * φ_ref + f₀ t + f₁ t²/2 + f₂ t³/6, with t in seconds after `t_ref`.
 * The integral is exact for a constant frequency; otherwise a cycle is wrong by the change of its period, a part f₁/f₀² of it.
 *
 * Parameters, all frozen: `t_ref` (MJD 48442.5), `phi_ref` (0), `f0` (29.946923 s-1), `f1` (0 s-2), `f2` (0 s-3).
 */
export const phaseCurveTemporal = defineTemporalModel<typeof parameters, PhaseCurveOptions>({
  id: "phase-curve",
  aliases: ["TemplatePhaseCurveTemporalModel", "template-phase"],
  summary: "Pulse profile with a timing solution",
  options: checkCurve,
  parameters,
  evaluate(time, p, out, options) {
    const { phase, norm, mean } = areasOf(options as Nodes);
    for (let i = 0; i < time.length; i++) {
      const cycles = cyclesAt(time[i] * day, p);
      const x = cycles - Math.floor(cycles);
      out[i] = lineAt(phase, norm, segmentOf(phase, x), x) / mean;
    }
  },
  integrate(start, stop, p, out, options) {
    const curve = areasOf(options as Nodes);
    for (let i = 0; i < start.length; i++) {
      const [a, b] = [start[i] * day, stop[i] * day];
      // The mean factor, and what the incomplete cycles at the ends have more or less than it.
      const ends =
        excess(curve, cyclesAt(b, p)) / frequencyAt(b, p) - excess(curve, cyclesAt(a, p)) / frequencyAt(a, p);
      out[i] = stop[i] - start[i] + ends / (curve.mean * day);
    }
  },
});

function checkCurve(given: unknown): PhaseCurveOptions {
  const { phase, norm, ...rest } = (given ?? {}) as PhaseCurveOptions;
  const where = `phase-curve: options.phase${rest.filename === undefined ? "" : ` of "${rest.filename}"`}`;
  const nodes = { phase: numbers(phase, where), norm: numbers(norm, where.replace(".phase", ".norm")) };
  checkNodes(nodes.phase, nodes.norm, where);
  if (nodes.phase[0] < 0 || nodes.phase[nodes.phase.length - 1] > 1) {
    throw new GammakitError("invalid-input", `${where} must lie within 0 and 1.`, { where });
  }
  if (!(areasOf(nodes).mean > 0)) {
    throw new GammakitError("invalid-input", `${where.replace(".phase", ".norm")} has a mean that is not positive.`, {
      where,
    });
  }
  return { ...rest, ...nodes };
}

/** Cycles since phase 0 of the cycle of `t_ref`, at `t` [s after `t_ref`]. */
function cyclesAt(t: number, p: Float64Array): number {
  return p[1] + t * (p[2] + (t / 2) * (p[3] + (t / 3) * p[4]));
}

/** Cycles per second at `t` [s after `t_ref`]. */
function frequencyAt(t: number, p: Float64Array): number {
  return p[2] + t * (p[3] + (t / 2) * p[4]);
}

/** Area from phase 0 up to the phase, less that of the mean. */
function excess({ phase, norm, upTo, mean }: Areas, cycles: number): number {
  const x = cycles - Math.floor(cycles);
  const k = segmentOf(phase, x);
  return upTo[k] + 0.5 * (x - phase[k]) * (norm[k] + lineAt(phase, norm, k, x)) - mean * x;
}

function areasOf(nodes: Nodes): Areas {
  const known = areas.get(nodes);
  if (known !== undefined) return known;
  const { phase, norm } = nodes;
  const last = phase.length - 1;
  // From phase 0, to which the first line is continued.
  const upTo = new Float64Array(phase.length);
  upTo[0] = 0.5 * phase[0] * (norm[0] + lineAt(phase, norm, 0, 0));
  for (let k = 1; k <= last; k++) upTo[k] = upTo[k - 1] + 0.5 * (phase[k] - phase[k - 1]) * (norm[k] + norm[k - 1]);
  const mean = upTo[last] + 0.5 * (1 - phase[last]) * (norm[last] + lineAt(phase, norm, last - 1, 1));
  const made = { phase, norm, upTo, mean };
  areas.set(nodes, made);
  return made;
}
