import { it } from "vitest";
import { readJson } from "../../../tools/vitest/src/data.ts";
import { migrad, minos } from "../src/index.ts";
import { powerLawObjective, type Reference } from "./support/spectra.ts";
it("x", async () => {
  const ref = await readJson<Reference>("GAMMAKIT_REFERENCE", "time-resolved-spectroscopy.json");
  for (const [k,i,s,u,l] of [[0,0,1,0.383971540246,0.329163307503],[0,1,1,1.33378507405,1.25134919749],[0,0,2,0.851980438458,0.618999194497],[0,1,2,2.75222766531,2.42078986977],[6,0,1,0.0885541899111,0.0860626381624]]) {
  const fit = ref.fits[k];
  const o = powerLawObjective(fit.datasets.map((i) => ref.datasets[i]));
  const r0 = migrad(o);const o2={...o,start:r0.x,step:r0.errors}; const r=migrad(o2);console.log(r.evaluations);
  const m = minos(o2, r, i, {nSigma: s});
  const og = powerLawObjective(fit.datasets.map((i) => ref.datasets[i]),true);
  const rg = migrad(og);
  const mg = minos(og, rg, i, {nSigma: s});
  console.log(m.upper/u-1, m.lower/l-1, m.evaluations, m.reason, "|", mg.upper/u-1, mg.lower/l-1, mg.evaluations, mg.gradientEvaluations, mg.reason);
  }
});
