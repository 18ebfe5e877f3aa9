import { defineTemporalModel, expm1, log, pow } from "@gammakit/core";
import { frozenReferenceTime } from "./reference-time.ts";

/**
 * A power of the time since `t_ref`: (t/t₀)^α, an afterglow where α is negative. NaN before `t_ref`, as is an integral that begins
 * there; infinite for one from `t_ref` on with α ≤ −1.
 *
 * Parameters: `alpha` (1), `t_ref` (MJD 51544, frozen), `t0` (1 d, frozen).
 */
export const powerLawTemporal = defineTemporalModel({
  id: "power-law",
  aliases: ["PowerLawTemporalModel", "powerlaw"],
  summary: "Power of time, (t/t₀)^α",
  parameters: {
    alpha: { value: 1, unit: "" },
    t_ref: frozenReferenceTime,
    t0: { value: 1, unit: "d", frozen: true },
  },
  evaluate(time, p, out) {
    for (let i = 0; i < time.length; i++) out[i] = time[i] < 0 ? Number.NaN : pow(time[i] / p[2], p[0]);
  },
  integrate(start, stop, p, out) {
    const s = p[0] + 1;
    for (let i = 0; i < start.length; i++) {
      const [a, b] = [start[i] / p[2], stop[i] / p[2]];
      if (a < 0) out[i] = Number.NaN;
      else if (a === 0) out[i] = s > 0 ? (p[2] * pow(b, s)) / s : Number.POSITIVE_INFINITY;
      else {
        // a^s (e^(s x) − 1) / s with x = ln(b/a), which goes over into a logarithm at s = 0.
        const x = log(b / a);
        out[i] = p[2] * pow(a, s) * (s === 0 ? x : expm1(s * x) / s);
      }
    }
  },
});
