import { pluginConformance, statisticConformance } from "@gammakit/testing";
import { describe, test } from "vitest";
import { cashStatistic, fitPlugin, wstatStatistic } from "../src/index.ts";
import { cashToy, onOffToy } from "./support/toys.ts";

const cash = cashToy([12, 0, 3], { background: Float64Array.of(4, 0.5, 0) });
const onOff = onOffToy([12, 0, 3], [40, 7, 0]);
const withoutOff = onOffToy([12, 5, 3], [40, 7, 0], { acceptanceOff: Float64Array.of(10, 0, 10) });

describe.each([
  ["cash", cashStatistic(), cash, { refused: [onOff] }],
  ["cash with bins left out", cashStatistic(), { ...cash, maskSafe: Uint8Array.of(1, 0, 1) }, {}],
  ["wstat", wstatStatistic(), onOff, { refused: [cash] }],
  ["wstat with a bin without OFF", wstatStatistic(), withoutOff, {}],
])("%s", (_, statistic, dataset, options) => {
  for (const { name, run } of statisticConformance(statistic, dataset, options)) test(name, run);
});

describe("the plugin", () => {
  for (const { name, run } of pluginConformance(fitPlugin)) test(name, run);
});
