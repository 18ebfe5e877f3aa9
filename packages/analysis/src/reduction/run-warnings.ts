// Loaded together, where there is something to say of runs.
export { narrowEnergyTrue } from "./narrow-energy-true.ts";
export { pointLikeWarnings } from "./point-like-warnings.ts";
export { timeWarnings } from "./time-warnings.ts";
