import { it } from "vitest";
import { readJson } from "../../../tools/vitest/src/data.ts";
import { migrad, minos } from "../src/index.ts";
import { type PoissonProblem, poissonObjective } from "./support/poisson.ts";
it("c28", async () => {
  const ref = await readJson<any>("GAMMAKIT_CORPORA", "optim/poisson_fits.json");
  const p = (ref.problems as PoissonProblem[]).find(q=>q.id.startsWith("c28"))!;
  const o = poissonObjective(p); const t=p.truth!;
  for (const d of [-8,-6,-5.8,-5,-3,-2,-1,0,1,2,4,6,8,10,12,13.7,16,20]) { const row=[d];
    for (const opt of [{strategy:0},{strategy:1},{strategy:2},{errors:"hesse"}] as any[]) { const st=Float64Array.from(t.values); st[3]+=d; const r=migrad({...o,start:st,step:Float64Array.from(t.hesse_errors)},{...opt,fixed:[false,false,false,true]}); row.push(r.status as any, +(r.value-t.fmin).toFixed(5), r.evaluations)}
    console.log(row.join(" "));
  }
  for (const r of [ migrad(o), migrad(o,{errors:"hesse"})]) for (const i of [2,3]) { const m=minos(o,r,i);
  console.log(p.params[i], m.lower, m.upper, m.reason, m.evaluations);}
});
