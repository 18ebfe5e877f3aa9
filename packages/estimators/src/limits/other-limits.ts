/** Upper limits that are not from the profile of the likelihood, in one file: it is loaded where one is asked for. */
export { bayesianLimit } from "./bayesian-limit.ts";
export { feldmanCousinsLimit } from "./feldman-cousins.ts";
