import { defineTemporalModel, exp, expm1 } from "@gammakit/core";
import { frozenReferenceTime } from "./reference-time.ts";

/** Exponential decay: e^(−t/t₀), above 1 before `t_ref`. Parameters: `t0` (1 d), `t_ref` (MJD 51544, frozen). */
export const expDecayTemporal = defineTemporalModel({
  id: "exp-decay",
  aliases: ["ExpDecayTemporalModel"],
  summary: "Exponential decay, e^(−t/t₀)",
  parameters: { t0: { value: 1, unit: "d" }, t_ref: frozenReferenceTime },
  evaluate(time, p, out) {
    for (let i = 0; i < time.length; i++) out[i] = exp(-time[i] / p[0]);
  },
  integrate(start, stop, p, out) {
    for (let i = 0; i < start.length; i++) {
      out[i] = -p[0] * exp(-start[i] / p[0]) * expm1(-(stop[i] - start[i]) / p[0]);
    }
  },
});
