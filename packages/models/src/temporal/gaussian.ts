import { defineTemporalModel, exp } from "@gammakit/core";
import { erfc } from "../numeric/erfc.ts";
import { referenceTime } from "./reference-time.ts";

/** A Gaussian pulse of height 1: exp(−t² / (2σ²)). Parameters: `t_ref`, its peak (MJD 51544), `sigma` (1 d). */
export const gaussianTemporal = defineTemporalModel({
  id: "gaussian",
  aliases: ["GaussianTemporalModel", "gauss"],
  summary: "Gaussian pulse of height 1",
  parameters: { t_ref: referenceTime, sigma: { value: 1, unit: "d" } },
  evaluate(time, p, out) {
    for (let i = 0; i < time.length; i++) {
      const x = time[i] / p[1];
      out[i] = exp(-0.5 * x * x);
    }
  },
  integrate(start, stop, p, out) {
    const scale = p[1] * Math.SQRT2;
    const norm = p[1] * Math.sqrt(Math.PI / 2);
    for (let i = 0; i < start.length; i++) {
      const [a, b] = [start[i] / scale, stop[i] / scale];
      // From the tail on their side, where differences keep their digits.
      out[i] = norm * (a + b > 0 ? erfc(a) - erfc(b) : erfc(-b) - erfc(-a));
    }
  },
});
