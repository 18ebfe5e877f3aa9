import { normToys, summarizeToys } from "@gammakit/estimators";
import { powerLaw } from "@gammakit/models";
import { percent } from "./cells.mjs";
import { asimov, offRegions } from "./datasets.mjs";

const methods = /** @type {const} */ (["profile", "bounded", "feldman-cousins", "bayesian"]);
const backgrounds = [1, 10];
const signals = [0, 1, 3, 10];

/** dN/dE of 1e-12 cm-2 s-1 TeV-1 at all energies: with 1e12 cm2 s one count from 1 to 2 TeV. */
const flat = powerLaw({ index: 0, amplitude: 1e-12 });
const edges = Float64Array.of(1, 2);

/**
 * Coverage of upper limits and errors in one bin.
 * @param {import("./calibrate.mjs").Run} run @param {"known" | "measured"} kind
 * @returns {Promise<import("./calibrate.mjs").Sections>}
 */
export async function calibrateLimits({ toys, seed, executor }, kind) {
  const cases = backgrounds.flatMap((background) => signals.map((signal) => ({ background, signal })));
  const subjects = cases.map(({ background, signal }) => ({
    datasets: [asimov(kind, edges, Float64Array.of(1e12), Float64Array.of(signal), Float64Array.of(background))],
    energy: 0,
    truth: signal,
  }));
  const limits = cases.map(({ background, signal }) => [String(background), String(signal)]);
  const errors = limits.map((row) => [...row]);
  for (const ulMethod of methods) {
    /** @type {import("@gammakit/estimators").NormToysOptions} */
    const options = {
      reference: flat,
      energyEdges: edges,
      selection: ulMethod === "profile" ? ["ul", "errn-errp"] : ["ul"],
      ulMethod,
      nSigmaUl: 2,
      toys,
      seed,
      context: { executor },
    };
    let k = 0;
    for await (const sample of normToys(subjects, options)) {
      const { limitCoverage, quantities } = summarizeToys(sample, { stat: Number.NaN, bins: 1 });
      const without = toys - limitCoverage.used;
      limits[k].push(`${percent(limitCoverage)}${without > 0 ? ` (${without} without)` : ""}`);
      if (ulMethod === "profile") {
        const [{ coverage, asymmetricCoverage, used }] = quantities;
        errors[k].push(percent(coverage), percent(asymmetricCoverage), String(toys - used));
      }
      k++;
    }
  }
  const how =
    kind === "known"
      ? "a known background"
      : `a background measured in ${offRegions} times the acceptance of the source`;
  return {
    [`Upper limits over ${how}`]: {
      words: `${limitWords} ${verdicts[kind]}`,
      head: [
        "background",
        "signal",
        "profile (97.72)",
        "bounded (97.72)",
        "feldman-cousins (95.45)",
        "bayesian (95.45)",
      ],
      rows: limits,
    },
    [`Errors of a flux over ${how}`]: {
      words:
        "The same bin: how often the errors of one standard deviation hold the truth, in %, of 68.27: from the second derivative, and from the rise of the likelihood. Counts are whole numbers, so that the coverage of so few jumps from 62 to 94: the symmetric errors under-cover by up to 6 %, the asymmetric ones by up to 4 %. Those without an error have no event, or no minimum; they are not counted in.",
      head: ["background", "signal", "symmetric (%)", "asymmetric (%)", "without an error"],
      rows: errors,
    },
  };
}

const limitWords =
  "One bin. How often the upper limit at 2 standard deviations is not below the true signal, in %; in brackets what is claimed: the profile and the bounded likelihood as limits from one side, Feldman–Cousins and Bayes as they are. The profile limit may be negative, the others are not, so that they cover no signal always.";

const verdicts = {
  known:
    "The profile limit under-covers by up to 1.7 %, the bounded one where the signal is well above the background; Feldman–Cousins and Bayes hold what they claim, and more for small signals. Without an event over a background of 1, the profile limit is 1: for that signal all depends on a tie, which counts as held.",
  measured:
    "The profile limit under-covers by up to 3.3 %, where no event is the likeliest; the bounded one by 0.4 %. Feldman–Cousins takes the measured background as exact, and holds what it claims all the same with ten times the acceptance.",
};
