import { it } from "vitest";
import { readJson } from "../../../tools/vitest/src/data.ts";
import { migrad } from "../src/index.ts";
import { powerLawObjective, type Reference } from "./support/spectra.ts";
it("x", async () => {
  const ref = await readJson<Reference>("GAMMAKIT_REFERENCE", "time-resolved-spectroscopy.json");
  let eq=0;
  for (const fit of ref.fits) {
    const o = powerLawObjective(fit.datasets.map((i) => ref.datasets[i]));
    const r = migrad(o);
    const p = fit.parameters;
    if (r.evaluations===fit.nfev) eq++;
    const og = powerLawObjective(fit.datasets.map((i) => ref.datasets[i]), true);
    const rg = migrad(og);
    console.log(r.status, r.evaluations, fit.nfev, (r.x[0]/p.index.value-1).toExponential(1), (r.x[1]*1e-11/p.amplitude.value-1).toExponential(1), (r.errors[0]/p.index.error-1).toExponential(1), (r.errors[1]*1e-11/p.amplitude.error-1).toExponential(1), (r.value-fit.totalStat).toExponential(1), r.edm.toExponential(2), "|", rg.status, rg.evaluations, rg.gradientEvaluations, (rg.value-fit.totalStat).toExponential(1), rg.edm.toExponential(1),(rg.errors[0]/p.index.error-1).toExponential(1));
  }
  console.log(eq);
});
