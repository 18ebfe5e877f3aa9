import type { Plugin } from "@gammakit/core";
import { annulusBackground } from "./annulus-background.js";
import { hardnessRatio } from "./hardness-ratio.js";

export { type AnnulusBackgroundOptions, annulusBackground } from "./annulus-background.js";
export { type HardnessRatio, type HardnessRatioOptions, hardnessRatio } from "./hardness-ratio.js";

/** The plugin of this package. */
export const annulusPlugin: Plugin = {
  name: "gammakit-example-annulus",
  contract: 1,
  extensions: [annulusBackground, hardnessRatio],
};
