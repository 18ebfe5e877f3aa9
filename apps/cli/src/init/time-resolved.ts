import type { Template } from "./answers.ts";
import {
  energyQuestion,
  extrasPart,
  headPart,
  modelPart,
  radiusQuestion,
  reductionParts,
  sourceQuestion,
  storeQuestion,
  timePart,
  timeQuestions,
} from "./parts.ts";

/** A job of time-resolved spectroscopy. */
export const timeResolvedTemplate: Template = {
  summary: "a spectrum in every interval of time, from DL3 events",
  questions: [storeQuestion, sourceQuestion, radiusQuestion, ...timeQuestions, energyQuestion],
  write(answers, name) {
    const { data, reduction } = reductionParts(answers);
    const title = "Time-resolved spectroscopy: a spectrum in every interval of time.";
    return `${headPart(title, "time-resolved-spectroscopy", name)}
${data}
${timePart(answers)}
${reduction}
${modelPart}
# Models to compare with it in every interval, such as { type: log-parabola }.
compareWith: []

# Simulated datasets per interval on which nested models are compared, where chi-square can't be trusted; 0 for none.
significance: { toys: 0, seed: 0 }
fit: { optimizer: minuit }

# The range of the flux that is listed with each interval.
integralFlux: { min: 1 TeV, max: 10 TeV }

# Random draws behind the probabilities of variability; the same seed gives the same ones.
variability: { seed: 0, toys: 200 }

${extrasPart}`;
  },
};
