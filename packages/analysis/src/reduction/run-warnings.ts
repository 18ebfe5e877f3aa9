// Loaded together, where there is something to say of runs.
export { pointLikeWarnings } from "./point-like-warnings.ts";
export { timeWarnings } from "./time-warnings.ts";
