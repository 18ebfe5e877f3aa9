import { defineTemporalModel } from "@gammakit/core";

/** The factor 1 at all times. It has no parameters. */
export const constantTemporal = defineTemporalModel({
  id: "constant",
  aliases: ["ConstantTemporalModel", "const"],
  summary: "1 at all times",
  parameters: {},
  evaluate(time, _p, out) {
    out.fill(1, 0, time.length);
  },
  integrate(start, stop, _p, out) {
    for (let i = 0; i < start.length; i++) out[i] = stop[i] - start[i];
  },
});
