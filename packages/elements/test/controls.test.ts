import { inBrowser } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";
import { createSeriesControls } from "../src/time-series/controls.ts";

test.skipIf(!inBrowser)(
  "a model that the page does not offer is shown as in the job, and so is another after it",
  () => {
    const controls = createSeriesControls(() => undefined);
    const select = controls.root.querySelector("select");
    for (const type of ["acme/one", "acme/two", "power-law"]) {
      controls.show({ model: { type } });
      expect(select?.value).toBe(type);
    }
  },
);
