import { repeatedStore, seriesJob } from "./scaling-data.mjs";
import { timeResolvedSpectroscopy } from "@gammakit/analysis";
const store = await repeatedStore(12, 12);
for (const count of [24,100,1000,3000,10000]) {
  const job = seriesJob({ count, width: (12*1800)/count });
  let run; let c;
  for (let i=0;i<2;i++) { c=process.cpuUsage(); run = await timeResolvedSpectroscopy(job, { openFolder: () => store, sha256: () => "" }); c=process.cpuUsage(c);}
  const st={}; for (const b of run.result.bins) st[b.status]=(st[b.status]??0)+1;
  const d=run.result.provenance.durations;
  console.log(count, run.result.bins.length, JSON.stringify(st), JSON.stringify(Object.fromEntries(Object.entries(d).map(([k,v])=>[k,+(1000*v).toFixed(0)]))), "fit/interval ms", (1000*d.fit/run.result.bins.length).toFixed(3), "evals", (run.result.bins.reduce((s,b)=>s+(b.evaluations??b.nfev??0),0)/run.result.bins.length).toFixed(0));
}
