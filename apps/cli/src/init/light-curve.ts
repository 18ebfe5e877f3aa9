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
  timePart,
  timeQuestions,
  yamlText,
} from "./parts.ts";

/** A job of a light curve. */
export const lightCurveTemplate: Template = {
  summary: "the flux in every interval of time and in some energy bands, from DL3 events",
  questions: [storeQuestion, sourceQuestion, radiusQuestion, ...timeQuestions, energyQuestion],
  write(answers, name) {
    const { data, reduction } = reductionParts(answers);
    const edges = pairOf(answers, "energy").map(yamlText).join(", ");
    return `${headPart("Light curve: the flux in every interval of time.", "light-curve", name)}
${data}
${timePart(answers)}
${reduction}
${modelPart}
# The model is fitted to all intervals together, and its shape held in each. With false it is taken as it stands here.
fitModel: true
fit: { optimizer: minuit }

# Edges of the energy bands: two edges are one band. They are moved to the nearest edges of the bins above.
energyEdges: [${edges}]

${fluxOptionsPart()}
${extrasPart}`;
  },
};
