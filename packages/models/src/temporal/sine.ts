import { defineTemporalModel, sin } from "@gammakit/core";
import { referenceTime } from "./reference-time.ts";

/** A sine around 1: 1 + A sin(ω t). Parameters: `amp` A (1), `omega` ω (1 d-1 rad), `t_ref` (MJD 51544). */
export const sineTemporal = defineTemporalModel({
  id: "sine",
  aliases: ["SineTemporalModel", "sinus"],
  summary: "Sine around 1",
  parameters: { amp: { value: 1, unit: "" }, omega: { value: 1, unit: "d-1 rad" }, t_ref: referenceTime },
  evaluate(time, p, out) {
    for (let i = 0; i < time.length; i++) out[i] = 1 + p[0] * sin(p[1] * time[i]);
  },
  integrate(start, stop, p, out) {
    const [amplitude, omega] = [p[0], p[1]];
    for (let i = 0; i < start.length; i++) {
      const width = stop[i] - start[i];
      // cos a − cos b = 2 sin((a + b)/2) sin((b − a)/2), which keeps its digits for small ω.
      const half = 0.5 * omega * width;
      const mean = half === 0 ? 1 : sin(half) / half;
      out[i] = width * (1 + amplitude * sin(0.5 * omega * (start[i] + stop[i])) * mean);
    }
  },
});
