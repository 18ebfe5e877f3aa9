export { pointLikeWarnings } from "./point-like-warnings.ts";
export { timeWarnings } from "./time-warnings.ts";
