import type { Answers, Template } from "./answers.ts";
import { countOf, headPart, yamlText } from "./parts.ts";
import { timeResolvedTemplate } from "./time-resolved.ts";

/** A job that tries the errors of another. */
export const toysTemplate: Template = {
  summary: "how well the errors and limits of another job hold, from simulated data",
  questions: [
    {
      key: "of",
      words: "Job file whose errors are tried; one on the public data is written where there is none",
      usual: "",
    },
    { key: "count", words: "Simulated datasets of each interval or flux", usual: "1000" },
  ],
  write(answers, name) {
    return `${headPart("Toys: whether the errors of a job hold, tested with simulated data that are fitted as the measured ones were.", "toys", name)}
# The job whose errors are tested: the path of its file from here, as in of: flare.yaml, or the job itself.
# Toys can be made of time-resolved-spectroscopy and of flux-profile.
${toyedPart(answers)}
# Simulated datasets of each interval, or of each flux. The same seed gives the same ones, with any number of
# workers: --executor threads is several times as fast.
toys: ${countOf(answers)}
seed: 1

# What is taken for true: the values fitted to the data where nothing is said. Of a flux profile it is the norm: { norm: 0 }.
# truth: { index: 3.2, amplitude: 3e-11 }

# Errors to both sides (MINOS), besides those from second derivatives: takes about four times as long.
asymmetric: false

# Which intervals, or which regions and energy bins of a flux profile, counted from 0; all without these lines.
# intervals: [0, 6, 12]
# regions: [5, 15]
# energies: [0]
`;
  },
};

function toyedPart({ of }: Answers): string {
  if (of !== "") return `of: ${yamlText(of)}\n`;
  const { questions, write } = timeResolvedTemplate;
  const usual = Object.fromEntries(questions.map(({ key, usual }) => [key, usual])) as Answers;
  const text = write(usual, "").replace(/^(#.*\n)+/, "");
  return `of:\n${text.trimEnd().replace(/^(?=.)/gm, "  ")}\n`;
}
