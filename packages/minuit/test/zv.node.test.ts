import { it } from "vitest";
import { readJson } from "../../../tools/vitest/src/data.ts";
import { migrad } from "../src/index.ts";
import { powerLawObjective, type Reference } from "./support/spectra.ts";
it("x", async () => {
  const ref = await readJson<Reference>("GAMMAKIT_REFERENCE", "time-resolved-spectroscopy.json");
  const os = ref.fits.map(f=>powerLawObjective(f.datasets.map(i=>ref.datasets[i])));
  const ts: number[]=[];
  for (let k=0;k<40;k++) { const t=performance.now(); for (const o of os) migrad(o); ts.push(performance.now()-t);}
  const x = Float64Array.of(3.5,5); let t=performance.now(); let s=0; for (let k=0;k<85;k++) for (const o of os) s+=o.evaluate(x); const te=performance.now()-t;
  console.log(ts.slice(0,5).map(v=>v.toFixed(2)), Math.min(...ts).toFixed(2), "evaluate only 2040 calls:", te.toFixed(2), s);
});
