import type { Plugin } from "@gammakit/core";
import { cashStatistic, wstatStatistic } from "./statistics.ts";

/** The statistics of this package. */
export const fitPlugin: Plugin = {
  name: "@gammakit/fit",
  contract: 1,
  extensions: [wstatStatistic, cashStatistic],
};
