import { axisFromBounds, emptySpectrum, type SpectrumDataset } from "@gammakit/core";
import { fit, integralFlux } from "@gammakit/fit";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";

const region = { kind: "circle", center: { frame: "icrs", lon: 83.63, lat: 22.01 }, radius: 0.1 } as const;
const energy = axisFromBounds(1, 10, 3, { name: "energy", unit: "TeV", scale: "log" });
const dataset: SpectrumDataset = {
  ...emptySpectrum({ region, energy, energyTrue: { ...energy, name: "energy_true" }, name: "crab" }),
  counts: Float64Array.of(226, 67, 21),
  background: Float64Array.of(6, 2, 1),
  exposure: Float64Array.of(1e13, 1e13, 1e13),
  edisp: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  maskSafe: Uint8Array.of(1, 1, 1),
};
const result = await fit([dataset], powerLaw({ index: 2, amplitude: 1e-11 }), { optimizer: minuit({ strategy: 1 }) });
if (!result.success || result.covariance === undefined) throw new Error(result.message);
const flux: { readonly value: number; readonly error: number } = integralFlux(result.model, result.covariance, 1, 10);
if (Math.abs(flux.value - 3.05e-11) > flux.error) throw new Error(`the flux is ${flux.value}`);
console.log("ok");
