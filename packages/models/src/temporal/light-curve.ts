import { defineTemporalModel } from "@gammakit/core";
import { checkNodes, lineAt, numbers, segmentOf } from "./nodes.ts";
import { frozenReferenceTime } from "./reference-time.ts";

/** What a light curve is made of. */
export interface LightCurveOptions {
  /** Increasing [d after `t_ref`]. */
  readonly time: Float64Array | readonly number[];
  /** The factor at each time. */
  readonly norm: Float64Array | readonly number[];
  /** The file it was read from, as a file of models names it. */
  readonly filename?: string;
  /** What a file of models says of the form of that file. */
  readonly format?: string;
  readonly unit?: string;
}

interface Nodes {
  readonly time: Float64Array;
  readonly norm: Float64Array;
}

/**
 * A light curve: lines between the factors at given times, the first and last of them continued, and 0 where they are negative.
 * Its integral is exact.
 *
 * Parameter: `t_ref`, the instant from which the times of the table count (MJD 51544, frozen).
 */
export const lightCurveTemporal = defineTemporalModel<
  { readonly t_ref: typeof frozenReferenceTime },
  LightCurveOptions
>({
  id: "light-curve",
  aliases: ["LightCurveTemplateTemporalModel", "template"],
  summary: "Lines between the factors at given times",
  options(given) {
    const { time, norm, ...rest } = (given ?? {}) as LightCurveOptions;
    const name = rest.filename === undefined ? "" : ` of "${rest.filename}"`;
    const nodes = {
      time: numbers(time, `light-curve: options.time${name}`),
      norm: numbers(norm, `light-curve: options.norm${name}`),
    };
    checkNodes(nodes.time, nodes.norm, `light-curve: options.time${name}`);
    return { ...rest, ...nodes };
  },
  parameters: { t_ref: frozenReferenceTime },
  evaluate(time, _p, out, options) {
    const nodes = options as Nodes;
    for (let i = 0; i < time.length; i++) {
      out[i] = Math.max(lineAt(nodes.time, nodes.norm, segmentOf(nodes.time, time[i]), time[i]), 0);
    }
  },
  integrate(start, stop, _p, out, options) {
    const { time, norm } = options as Nodes;
    for (let i = 0; i < start.length; i++) {
      const last = segmentOf(time, stop[i]);
      let sum = 0;
      let from = start[i];
      for (let k = segmentOf(time, from); k <= last; k++) {
        const to = k === last ? stop[i] : time[k + 1];
        sum += areaAbove(lineAt(time, norm, k, from), lineAt(time, norm, k, to), to - from);
        from = to;
      }
      out[i] = sum;
    }
  },
});

/** Area below the part of a line from height `a` to height `b` that is above 0. */
function areaAbove(a: number, b: number, width: number): number {
  if (a >= 0 && b >= 0) return 0.5 * width * (a + b);
  if (a <= 0 && b <= 0) return 0;
  const top = Math.max(a, b);
  return (0.5 * width * top * top) / Math.abs(b - a);
}
