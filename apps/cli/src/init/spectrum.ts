import type { Template } from "./answers.ts";
import {
  energyQuestion,
  extrasPart,
  fluxOptionsPart,
  headPart,
  modelPart,
  pairOf,
  radiusQuestion,
  reductionParts,
  sourceQuestion,
  storeQuestion,
  yamlText,
} from "./parts.ts";

/** A job of a spectrum. */
export const spectrumTemplate: Template = {
  summary: "the spectrum of all runs with flux points, from DL3 events",
  questions: [
    storeQuestion,
    { ...sourceQuestion, usual: "83.6333,22.0133" },
    radiusQuestion,
    { ...energyQuestion, usual: "0.5 TeV,30 TeV" },
  ],
  write(answers, name) {
    const { data, reduction } = reductionParts(answers);
    const [min, max] = pairOf(answers, "energy").map(yamlText);
    return `${headPart("Spectrum: one model fitted to all runs, and flux points.", "spectrum", name)}
${data}
${reduction}
${modelPart}fit: { optimizer: minuit }

# The runs are fitted jointly, each with its own background. Stacked to one they are quicker to fit.
stack: false

# In each of these bins the norm of the fitted model is measured anew. Also edges: [1 TeV, 3 TeV, 10 TeV].
fluxPoints:
  axis: { min: ${min}, max: ${max}, bins: 8 }
${fluxOptionsPart("  ")}
# The range of the integral flux.
integralFlux: { min: 1 TeV, max: 10 TeV }

# The posterior of the parameters, sampled by an ensemble of walkers. It takes some seconds.
# posterior: { sampler: ensemble, walkers: 32, steps: 2000, seed: 0 }

${extrasPart}`;
  },
};
