/**
 * What a page may weigh that takes something of ours.
 * @typedef {object} Budget
 * @property {string} name
 * @property {string} from Package that is imported, as built.
 * @property {readonly string[]} [take] Names imported from it; all where absent.
 * @property {number} limit [bytes], minified and gzipped, with all that is imported by what is taken.
 * @property {Readonly<Record<string, string>>} [without] Files that are loaded on demand and do not count: a pattern of
 *   their path, and when they are loaded.
 */

const unitsAndTime = [
  "addSeconds",
  "conversionFactor",
  "convert",
  "convertAll",
  "formatIso",
  "formatUnit",
  "instantFromMjd",
  "instantFromUnix",
  "isAfterExpiry",
  "leapSeconds",
  "parseLeapSeconds",
  "parseQuantity",
  "parseTime",
  "parseUnit",
  "referenceFromHeader",
  "secondsAfterReference",
  "secondsBetween",
  "toMjd",
  "toScale",
  "toUnix",
  "withLeapSecond",
];

/**
 * What a page loads that runs the two jobs of their simplest kind. `loads.mjs` runs the examples in Chromium, and finds that nothing
 * else is asked for.
 * @satisfies {Budget}
 */
export const twoJobs = {
  name: "two jobs in a browser",
  from: "@gammakit/analysis",
  take: ["timeResolvedSpectroscopy", "fluxProfileJob"],
  limit: 120_000,
  without: {
    "/analysis/dist/job-registry-": "where a job names more than a power law, minuit and reflected regions",
    "/analysis/dist/read-tables-": "where a model of a job has options, such as a table",
    "/analysis/dist/comparison-result-": "where a job compares models",
    "/analysis/dist/make-asked-for-": "where a job names estimators or further outputs",
    "/analysis/dist/profile-table-": "where a flux profile is to be written to further outputs",
    "/analysis/dist/run-warnings-":
      "where something is odd about the times of runs, responses are point-like, or true energies do not reach beyond the others",
    "/analysis/dist/dataset-faults-": "where a dataset can't be used",
    "/analysis/dist/counts-image-": "where an image of the sky is asked for",
    "/estimators/dist/later-":
      "where models are compared, work is given to workers, or limits are not from the profile",
    "/io/dist/unusable-events-": "where an event has no time, position or energy",
    "/io/dist/other-responses-": "where a background or a table of radii is asked for",
    "/makers/dist/rare-kernels-":
      "where a map has no energy dispersion, one in migra, or one that differs from place to place",
    "/analysis/dist/(passing-hash|running-sha256)-":
      "where a file is read in parts, as large ones and those that are not packed are",
    "/fits/dist/inflate-": "where the browser's own decompression fails",
    "/fits/dist/packed-reader-": "where a gzip file has more than 16 MiB",
    "/fits/dist/create-rare-":
      "where a file has an ASCII table, random groups, arrays of any length or an image in compressed tiles",
    "/fits/dist/(rice|gzip|hcompress|plio|plain)-": "where an image is compressed by tiles",
    "/fit/dist/curvature-": "where an optimizer finds no covariance",
    "/fit/dist/other-starts-": "where a fit is to begin at several places",
    "/fit/dist/follow-profiles-": "where errors are doubtful, or a fit is to be rescued",
  },
};

/**
 * The budget of every public package's root, and of parts that must stay small. A package with no budget is an error. A root
 * may weigh what it did when it was first measured, and a fifth more. Raise a budget only on purpose.
 * @type {readonly Budget[]}
 */
export const budgets = [
  { name: "units and time", from: "@gammakit/core", take: unitsAndTime, limit: 12_000 },
  {
    name: "MIGRAD, HESSE and MINOS",
    from: "@gammakit/minuit",
    take: ["minuit", "minuitPlugin", "migrad", "hesse", "minos"],
    limit: 12_000,
  },
  { name: "a power law", from: "@gammakit/models", take: ["powerLaw"], limit: 11_000 },
  twoJobs,
  { name: "@gammakit/analysis", from: "@gammakit/analysis", limit: 709_400 },
  { name: "@gammakit/core", from: "@gammakit/core", limit: 59_800 },
  { name: "@gammakit/elements", from: "@gammakit/elements", limit: 45_700 },
  { name: "@gammakit/estimators", from: "@gammakit/estimators", limit: 68_300 },
  { name: "@gammakit/fit", from: "@gammakit/fit", limit: 38_000 },
  { name: "@gammakit/fits", from: "@gammakit/fits", limit: 53_400 },
  { name: "@gammakit/healpix", from: "@gammakit/healpix", limit: 9_500 },
  { name: "@gammakit/io", from: "@gammakit/io", limit: 201_100 },
  { name: "@gammakit/makers", from: "@gammakit/makers", limit: 25_100 },
  { name: "@gammakit/minuit", from: "@gammakit/minuit", limit: 12_800 },
  { name: "@gammakit/models", from: "@gammakit/models", limit: 38_800 },
  { name: "@gammakit/optimizers", from: "@gammakit/optimizers", limit: 17_300 },
  { name: "@gammakit/plot", from: "@gammakit/plot", limit: 359_900 },
  { name: "@gammakit/simulate", from: "@gammakit/simulate", limit: 30_600 },
  { name: "@gammakit/testing", from: "@gammakit/testing", limit: 39_900 },
  { name: "@gammakit/workers", from: "@gammakit/workers", limit: 10_500 },
];
