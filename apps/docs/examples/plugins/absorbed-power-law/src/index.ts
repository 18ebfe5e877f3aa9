import { defineSpectralModel, type Plugin } from "@gammakit/core";
import { opticalDepth } from "./optical-depth.js";

/**
 * A power law as it leaves the source, absorbed by the extragalactic background light on its way:
 * dN/dE = amplitude (E / reference)^-index exp(-depth(E, redshift)).
 */
export const absorbedPowerLaw = defineSpectralModel({
  id: "example/absorbed-power-law",
  aliases: ["example/apl"],
  summary: "Power law at the source, absorbed by the extragalactic background light",
  parameters: {
    index: { value: 2.5, unit: "" },
    amplitude: { value: 1e-11, unit: "cm-2 s-1 TeV-1", min: 0 },
    reference: { value: 1, unit: "TeV", frozen: true },
    redshift: { value: 0.1, unit: "", min: 0, max: 0.6, frozen: true },
  },
  evaluate(energy, [index, amplitude, reference, redshift], out) {
    for (let i = 0; i < out.length; i++) {
      const [depth] = opticalDepth(energy[i]!, redshift!);
      out[i] = amplitude! * (energy[i]! / reference!) ** -index! * Math.exp(-depth);
    }
  },
  evaluateGradient(energy, [index, amplitude, reference, redshift], out) {
    const n = energy.length;
    for (let i = 0; i < n; i++) {
      const [depth, perRedshift] = opticalDepth(energy[i]!, redshift!);
      const x = energy[i]! / reference!;
      const shape = x ** -index! * Math.exp(-depth);
      out[i] = -amplitude! * shape * Math.log(x);
      out[n + i] = shape;
      out[2 * n + i] = (amplitude! * shape * index!) / reference!;
      out[3 * n + i] = -amplitude! * shape * perRedshift;
    }
  },
});

/** The plugin of this package. */
export const absorbedPowerLawPlugin: Plugin = {
  name: "gammakit-example-absorbed-power-law",
  contract: 1,
  extensions: [absorbedPowerLaw],
};
