import { GammakitError } from "@gammakit/core";
import type { AnswerKey, Answers, Question } from "./answers.ts";

/** The questions of jobs on a data store. */
export const storeQuestion: Question = {
  key: "store",
  words: "Folder of the DL3 data (or its address)",
  usual: "$GAMMAPY_DATA/hess-dl3-dr1",
};
export const sourceQuestion: Question = {
  key: "source",
  words: "Longitude and latitude of the source (ICRS, deg)",
  usual: "329.71693826,-30.2255890",
};
export const radiusQuestion: Question = { key: "radius", words: "Radius of the ON region", usual: "0.11 deg" };

export const timeQuestions: readonly Question[] = [
  { key: "start", words: "Start of the first interval (UTC)", usual: "2006-07-29T20:30:00" },
  { key: "width", words: "Length of an interval", usual: "15 min" },
  { key: "count", words: "Number of intervals", usual: "24" },
];
export const energyQuestion: Question = {
  key: "energy",
  words: "Lowest and highest energy",
  usual: "0.4 TeV,20 TeV",
};

/** What a job file begins with. */
export function headPart(title: string, job: string, name: string): string {
  return `# ${title}
#
#   gammakit check ${name}            whether it can be run
#   gammakit run ${name} --explain    what it would do
#   gammakit run ${name} --out results
job: ${job}
`;
}

/** The intervals of a job. */
export function timePart(answers: Answers): string {
  return `# The intervals; a run that crosses a border is cut there.
# Also: edges: [2006-07-29T20:30:00, 2006-07-29T21:00:00, …], or intervals: [[start, stop], …].
time: { start: ${JSON.stringify(answers.start)}, scale: utc, width: ${yamlText(answers.width)}, count: ${countOf(answers)} }
`;
}

/** The answer that is a whole number. */
export function countOf({ count }: Answers): number {
  if (/^\d{1,6}$/.test(count)) return Number(count);
  throw new GammakitError("invalid-input", `--count ${count}: give a whole number, as in 24.`, { count });
}

/** Two answers in one, with a comma between. */
export function pairOf(answers: Answers, key: AnswerKey): readonly [string, string] {
  const parts = answers[key].split(",").map((part) => part.trim());
  if (parts.length === 2 && parts.every((part) => part !== "")) return parts as [string, string];
  throw new GammakitError(
    "invalid-input",
    `--${key} ${answers[key]}: give two values with a comma between, as in ${key === "energy" ? "0.4 TeV,20 TeV" : "83.63,22.01"}.`,
    { [key]: answers[key] },
  );
}

/** The files of an answer, comma-separated there, as the list of a job file. */
export function filesOf(answers: Answers, key: AnswerKey): string {
  const names = answers[key]
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length > 0) return names.map((name) => `  - ${yamlText(name)}`).join("\n");
  throw new GammakitError("invalid-input", `--${key} names no file. Give one or more, comma-separated.`, {
    [key]: answers[key],
  });
}

/** A position as the flow mapping of a job file has it, without its braces. */
export function positionText(answers: Answers): string {
  const numbers = pairOf(answers, "source").map(Number);
  if (numbers.every(Number.isFinite)) return `lon: ${numbers[0]} deg, lat: ${numbers[1]} deg`;
  throw new GammakitError("invalid-input", `--source ${answers.source}: give degrees, as in 83.63,22.01.`, {
    source: answers.source,
  });
}

/** Text that YAML reads back as it is. */
export function yamlText(text: string): string {
  return /^[\w$./~-][\w$./~ -]*$/.test(text) && !/^[\d.-]+$/.test(text) ? text : JSON.stringify(text);
}

/** What a job says of runs and their reduction; each key with what else it could be. */
export function reductionParts(answers: Answers): { readonly data: string; readonly reduction: string } {
  const position = positionText(answers);
  const [min, max] = pairOf(answers, "energy");
  return {
    data: `# Where the runs are, and which of them: here those that point to within 2 degrees of the source.
# Also: { type: time_box, start: 2006-07-29T00:00, stop: 2006-07-31T00:00 }, a list of both, or obsIds: [33787, 33788].
data:
  store: ${yamlText(answers.store)}
  select: { type: sky_circle, frame: icrs, ${position}, radius: 2 deg }
`,
    reduction: `# The circle whose events are counted as ON, and circles that the background must avoid, such as other sources:
#   - { type: circle, frame: icrs, lon: 83.63 deg, lat: 22.01 deg, radius: 0.3 deg }
on: { type: circle, frame: icrs, ${position}, radius: ${yamlText(answers.radius)} }
exclude: []

# Bins of reconstructed and of true energy, equal in the logarithm. The true ones must reach further on both sides,
# and be narrow: with 8 per decade fluxes of steep spectra come out some percent low, with 50 they do not.
energy: { min: ${yamlText(min)}, max: ${yamlText(max)}, bins: 10 }
energyTrue: { min: 0.05 TeV, max: 100 TeV, bins: 165 }

# The ON circle does not hold all events of a point source: the exposure is lowered by what falls outside.
# Point-like responses, as of MAGIC, hold a cut of their own: false, and on: { type: point, lon: ..., lat: ... }.
containmentCorrection: true

# The background comes from copies of the ON circle around the pointing. gammakit plugins lists other makers.
background: { maker: reflected-regions }

# Energies that can be trusted: with aeff-max, where the effective area reaches aeffPercent of its maximum.
# Methods: aeff-max, aeff-default, edisp-bias, offset-max, bkg-peak (from the peak of the background on, by OFF counts alone).
safeMask: { methods: [aeff-max], aeffPercent: 10, biasPercent: 10, offsetMax: 3 deg }

# What else is done to each spectrum, in this order; gammakit plugins lists the makers.
makers: []
`,
  };
}

/** The model that is fitted, and with what. */
export const modelPart = `# The model, and where its fit starts. gammakit models lists them all with their parameters.
model:
  type: power-law
  parameters: { index: 2.5, amplitude: 2e-11 cm-2 s-1 TeV-1, reference: { value: 1 TeV, frozen: true } }
`;

/** Models that are compared with that of a job. */
export const comparePart = `# Further models of the same data, and how much better they are: { type: log-parabola }, { type: exp-cutoff-power-law }.
compareWith: []
`;

/** The same where counts are fitted. */
export const compareCountsPart = `${comparePart}
# Simulated datasets on which nested models are compared, where chi-square can't be trusted; 0 for none.
significance: { toys: 0, seed: 0 }
`;

/** Files that a job is asked for besides its own. */
export const outputsPart = `# Further files, written to the folder outputs: table.vot, table.md.
outputs: []
`;

/** What a job is asked for besides its own numbers. */
export const extrasPart = `# What else is estimated of each fit: { type: excess }, { type: flux-points, ... }; gammakit plugins lists the estimators.
estimators: []

${outputsPart}`;

/** The posterior of the parameters, which nobody gets who does not ask. */
export const posteriorPart = `# The posterior of the parameters, sampled by an ensemble of walkers. It takes some seconds.
# posterior: { sampler: ensemble, walkers: 32, steps: 2000, seed: 0 }
`;

/** Flux points between two energies, the integral flux and the posterior of a spectrum. */
export function pointsPart(min: string, max: string): string {
  return `# In each of these bins the norm of the fitted model is measured anew. Also edges: [1 TeV, 3 TeV, 10 TeV].
fluxPoints:
  axis: { min: ${min}, max: ${max}, bins: 8 }
${fluxOptionsPart("  ")}
# The range of the integral flux.
integralFlux: { min: 1 TeV, max: 10 TeV }

${posteriorPart}`;
}

/** What is computed besides each flux, and how, with `indent` before each line. */
export function fluxOptionsPart(indent = ""): string {
  const lines = [
    "# Besides the flux: ul (upper limits), errn-errp (errors to both sides), scan (the likelihood, at the norms of normScan).",
    "selection: [ul]",
    "# normScan: { min: 0.2, max: 5, count: 11 }",
    "# Standard deviations of errors and of limits. Methods: profile, bounded, feldman-cousins, bayesian.",
    "nSigma: 1",
    "nSigmaUl: 2",
    "ulMethod: profile",
    "# A flux whose square root of TS is below this is shown as an upper limit.",
    "sqrtTsThresholdUl: 2",
  ];
  return `${lines.map((line) => `${indent}${line}`).join("\n")}\n`;
}
