import type { Plugin } from "@gammakit/core";
import { reflectedRegions } from "./reflected-regions.ts";
import { safeMask } from "./safe-mask.ts";
import { spectrumMaker } from "./spectrum-maker.ts";
import { wobbleRegions } from "./wobble-regions.ts";

/** The makers of this package. */
export const makersPlugin: Plugin = {
  name: "@gammakit/makers",
  contract: 1,
  extensions: [spectrumMaker, reflectedRegions, wobbleRegions, safeMask],
};
