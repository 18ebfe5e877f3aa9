import * as z from "zod/mini";
import { described, seed, whole } from "./fields.ts";
import { modelBlock } from "./model-block.ts";
import { once } from "./once.ts";

/** More toys tell smaller probabilities apart, and take longer. */
const mostToys = 1_000_000;

/** Models that are compared with that of a job, and how the significance of nested ones is found. */
export const comparisonBlocks = once(() => ({
  compareWith: z._default(z.array(modelBlock()), []),
  significance: z.prefault(
    z.strictObject({
      toys: described(
        z._default(whole(0, mostToys), 0),
        "Simulated datasets per fit and nested model, to test its significance without χ²; 0 for none",
      ),
      seed: described(z._default(seed(), 0), "The same toys are drawn for the same seed"),
    }),
    {},
  ),
}));
