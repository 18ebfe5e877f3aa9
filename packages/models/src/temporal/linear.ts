import { defineTemporalModel } from "@gammakit/core";
import { frozenReferenceTime } from "./reference-time.ts";

/** A straight line: α + β t. Parameters: `alpha` (1), `beta` (0 d-1), `t_ref` (MJD 51544, frozen). */
export const linearTemporal = defineTemporalModel({
  id: "linear",
  aliases: ["LinearTemporalModel"],
  summary: "Straight line, α + β t",
  parameters: { alpha: { value: 1, unit: "" }, beta: { value: 0, unit: "d-1" }, t_ref: frozenReferenceTime },
  evaluate(time, p, out) {
    for (let i = 0; i < time.length; i++) out[i] = p[0] + p[1] * time[i];
  },
  integrate(start, stop, p, out) {
    for (let i = 0; i < start.length; i++) {
      out[i] = (stop[i] - start[i]) * (p[0] + 0.5 * p[1] * (start[i] + stop[i]));
    }
  },
});
