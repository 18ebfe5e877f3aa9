import { GammakitError } from "@gammakit/core";
import type { Answers, Template } from "./answers.ts";
import { modelPart, radiusQuestion, reductionParts, sourceQuestion, storeQuestion, yamlText } from "./parts.ts";

/** A job of time-resolved spectroscopy. */
export const timeResolvedTemplate: Template = {
  summary: "a spectrum in every interval of time, from DL3 events",
  questions: [
    storeQuestion,
    sourceQuestion,
    radiusQuestion,
    { key: "start", words: "Start of the first interval (UTC)", usual: "2006-07-29T20:30:00" },
    { key: "width", words: "Length of an interval", usual: "15 min" },
    { key: "count", words: "Number of intervals", usual: "24" },
    { key: "energy", words: "Lowest and highest energy", usual: "0.4 TeV,20 TeV" },
  ],
  write(answers, name) {
    const { data, reduction } = reductionParts(answers);
    return `# Time-resolved spectroscopy: a spectrum in every interval of time.
#
#   gammakit check ${name}            whether it can be run
#   gammakit run ${name} --explain    what it would do
#   gammakit run ${name} --out results
job: time-resolved-spectroscopy

${data}
# The intervals; a run that crosses a border is cut there.
# Also: edges: [2006-07-29T20:30:00, 2006-07-29T21:00:00, …], or intervals: [[start, stop], …].
time: { start: ${JSON.stringify(answers.start)}, scale: utc, width: ${yamlText(answers.width)}, count: ${countOf(answers)} }

${reduction}
${modelPart}
# Models to compare with it in every interval, such as { type: log-parabola }.
compareWith: []
fit: { optimizer: minuit }

# The range of the flux that is listed with each interval.
integralFlux: { min: 1 TeV, max: 10 TeV }
`;
  },
};

function countOf({ count }: Answers): number {
  if (/^\d{1,6}$/.test(count)) return Number(count);
  throw new GammakitError("invalid-input", `--count ${count}: give a whole number, as in 24.`, { count });
}
