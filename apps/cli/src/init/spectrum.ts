import type { Template } from "./answers.ts";
import {
  compareCountsPart,
  energyQuestion,
  extrasPart,
  headPart,
  modelPart,
  pairOf,
  pointsPart,
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
${modelPart}
${compareCountsPart}fit: { optimizer: minuit }

# The runs are fitted jointly, each with its own background. Stacked to one they are quicker to fit.
stack: false

${pointsPart(min, max)}
${extrasPart}`;
  },
};
