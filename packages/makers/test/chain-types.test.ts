import {
  type Dataset,
  defineExtension,
  type Maker,
  type SpectrumDataset,
  type SpectrumDatasetOnOff,
} from "@gammakit/core";
import { expectTypeOf, test } from "vitest";
import { chain, reflectedRegions, safeMask, spectrumMaker, wobbleRegions } from "../src/index.ts";
import { empty } from "./support/synthetic.ts";

const any: Maker = { id: "any", run: (dataset) => dataset };
const doubled = defineExtension("maker", { id: "acme/doubled", summary: "Twice the exposure" }, () => ({
  run: <D extends Dataset>(dataset: D): D => ({ ...dataset, exposure: dataset.exposure.map((x) => 2 * x) }),
}));

test("what a chain gives has the type of what its makers give", () => {
  expectTypeOf(chain(empty)).returns.toEqualTypeOf<SpectrumDataset>();
  expectTypeOf(chain(empty, spectrumMaker(), safeMask())).returns.toEqualTypeOf<SpectrumDataset>();
  const onOff = chain(empty, spectrumMaker(), reflectedRegions(), doubled(), safeMask());
  expectTypeOf(onOff).returns.toEqualTypeOf<SpectrumDatasetOnOff>();
  expectTypeOf(chain(empty, wobbleRegions({ count: 3 }))).returns.toEqualTypeOf<SpectrumDatasetOnOff>();
});

test("it is any dataset where the makers do not say more", () => {
  const makers: readonly Maker[] = [];
  expectTypeOf(chain(empty, ...makers)).returns.toEqualTypeOf<Dataset>();
  expectTypeOf(chain(empty, reflectedRegions(), any)).returns.toEqualTypeOf<Dataset>();
  expectTypeOf(chain(empty, reflectedRegions(), ...makers)).returns.toEqualTypeOf<Dataset>();
  expectTypeOf(chain(empty, reflectedRegions(), ...makers, safeMask())).returns.toEqualTypeOf<Dataset>();
  expectTypeOf(chain(empty, ...makers, reflectedRegions(), safeMask())).returns.toEqualTypeOf<SpectrumDatasetOnOff>();
});
