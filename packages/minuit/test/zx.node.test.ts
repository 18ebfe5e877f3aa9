import { it } from "vitest";
import { readJson } from "../../../tools/vitest/src/data.ts";
import { migrad, minos, hesse } from "../src/index.ts";
import { type PoissonProblem, poissonObjective } from "./support/poisson.ts";
import { nistModels } from "./support/nist.ts";
import { mghFunctions } from "./support/mgh.ts";
it("poisson", async () => {
  const ref = await readJson<any>("GAMMAKIT_CORPORA", "optim/poisson_fits.json");
  for (const p of ref.problems as PoissonProblem[]) {
    const o = poissonObjective(p);
    const f0 = o.evaluate(o.start);
    const r = migrad(o, {fixed: p.fixed});
    const t = p.truth; const im = p.iminuit.strategy1.migrad as any;
    let s = `${p.id} ${f0 - Number(p.stat_at_start)} ${r.status} ${r.evaluations}/${im.nfcn} edm ${r.edm.toExponential(1)} (${im.edm})`;
    if (t) {
      const d = r.x.map((v,i)=> p.fixed[i]?0:Math.abs(v-t.values[i])/t.hesse_errors[i]);
      const rh = migrad(o, {fixed: p.fixed, errors:'hesse'});s+= ` x ${Math.max(...rh.x.map((v,i)=> p.fixed[i]?0:Math.abs(v-t.values[i])/t.hesse_errors[i])).toExponential(1)}`; const eh = rh.errors.map((v,i)=> p.fixed[i]?0:Math.abs(v/t.hesse_errors[i]-1)); const ch=rh.covariance ?? []; let cw=0; const np=p.params.length; for (let a=0;a<np;a++) for (let b=0;b<np;b++) if(!p.fixed[a]&&!p.fixed[b]) {const ta=p.fixed.some(Boolean)? a-p.fixed.slice(0,a).filter(Boolean).length:a, tb=p.fixed.some(Boolean)? b-p.fixed.slice(0,b).filter(Boolean).length:b; cw=Math.max(cw,Math.abs(ch[a*np+b]-(t.covariance.length===np?t.covariance[a][b]:t.covariance[ta][tb]))/t.hesse_errors[a]/t.hesse_errors[b]);}
      s += ` HESSE ${Math.max(...eh).toExponential(1)} cov ${cw.toExponential(1)} mpd ${rh.diagnostics.madePositiveDefinite} calls ${rh.evaluations}`;
      const e = r.errors.map((v,i)=> p.fixed[i]?0:Math.abs(v/t.hesse_errors[i]-1));
      s += ` df ${(r.value-t.fmin).toExponential(1)} dx ${Math.max(...d).toExponential(1)} de ${Math.max(...e).toExponential(1)} mpd ${r.diagnostics.madePositiveDefinite}`;
      const r2 = migrad(o, {fixed: p.fixed, strategy: 2});
      const e2 = r2.errors.map((v,i)=> p.fixed[i]?0:Math.abs(v/t.hesse_errors[i]-1));
      s += ` | s2 ${r2.status} ${r2.evaluations}/${(p.iminuit.strategy2.migrad as any).nfcn} de ${Math.max(...e2).toExponential(1)}`;
      const r0 = migrad(o, {fixed: p.fixed, strategy: 0});
      s += ` | s0 ${r0.status} ${r0.evaluations}/${(p.iminuit.strategy0.migrad as any).nfcn}`;
      let worst = 0, bad="", calls=0;
      p.params.forEach((name, i) => { if (p.fixed[i]) return;
        const m = minos(o, r, i, {fixed: p.fixed}); const tm = t.minos?.[name]; calls += m.evaluations;
        if (m.reason) bad += name+":"+m.reason+" ";
        if (tm?.lower) worst=Math.max(worst, Math.abs(m.lower/-tm.lower-1)); if (tm?.upper) worst=Math.max(worst, Math.abs(m.upper/tm.upper-1)); });
      s += ` | minos ${worst.toExponential(1)} ${calls}/${(p.iminuit.strategy1 as any).minos.nfcn_counted} ${bad}`;
    } else s+= " "+r.message+" "+JSON.stringify(r.diagnostics);
    console.log(s);
  }
});
it("mgh", async () => {
  const ref = await readJson<any>("GAMMAKIT_CORPORA", "optim/mgh.json");
  const ratios: number[] = [];
  for (const p of ref.problems) {
    const y = p.data.y ?? [], u = p.data.u ?? [];
    const res = mghFunctions[p.number];
    const at = res(Float64Array.from(p.x0), y, u);
    const worst = Math.max(...at.map((v,i)=>Math.abs(v-p.at_x0.residuals[i])/(1+Math.abs(v))));
    let s = `${p.number} ${p.name} check ${worst.toExponential(0)} |`;
    for (const mult of p.start_multipliers) for (const strict of [false, true]) {
      const start = Float64Array.from(p.x0, (v: number) => p.x0.every((w: number)=>w===0) && mult!==1 ? mult/10 : v*mult);
      const o = {names: [...p.x0.keys()].map(String), start, lower: start.map(()=>-Infinity), upper: start.map(()=>Infinity), step: start.map(v=>v===0?0.1:0.01*Math.abs(v)), up:1, evaluate: (x: Float64Array)=>{let t=0; for (const r of res(x,y,u)) t+=r*r; return t;}};
      const r = migrad(o, strict ? {strategy:2, tolerance:1e-6, maxCalls: 1e5}:{errors:"migrad", maxCalls: 1e5});
      const im = p.iminuit_2_11[strict ? `${mult}_strict` : `${mult}`];
      const fs = p.minima.map((m:any)=>m.f_refined ?? m.f);
      if (im.valid) ratios.push(r.evaluations/im.nfcn);
      s += ` ${mult}${strict?"s":""}: ${r.status} ${r.evaluations}/${im.nfcn} f ${(r.value-Math.min(...fs)).toExponential(1)} (${im.valid} ${(im.fval-Math.min(...fs)).toExponential(1)});`;
    }
    console.log(s);
  }
  ratios.sort((a,b)=>a-b); console.log("median", ratios[ratios.length>>1], "max", ratios.slice(-10));
});
it("nist", async () => {
  const ref = await readJson<any>("GAMMAKIT_CORPORA", "optim/nist_strd.json");
  for (const p of ref.problems) {
    const model = nistModels[p.name];
    const y = p.data.y.map((v: number)=>p.response==="log(y)"?Math.log(v):v), x = p.data.x ?? p.data.x1, x2 = p.data.x2 ?? x;
    const s2 = p.certified_residual_sd**2;
    const f = (b: Float64Array) => {let t=0; for (let i=0;i<y.length;i++) {const d=y[i]-model(b,x[i],x2[i]); t+=d*d;} return t/s2;};
    let s = `${p.name} check ${(f(Float64Array.from(p.certified))*s2/p.check_rss_at_certified-1).toExponential(0)} |`;
    for (const key of ["start1","start2"]) {
      const start = Float64Array.from(p[key]);
      const o = {names: p.params, start, lower: start.map(()=>-Infinity), upper: start.map(()=>Infinity), step: start.map(v=>v===0?0.1:0.01*Math.abs(v)), up:1, evaluate: f};
      const im = p.iminuit_2_11[key];
      const r = migrad(o, {strategy:2, tolerance:0.01, maxCalls: 1e5});
      const digits = Math.min(...r.x.map((v,i)=>-Math.log10(Math.max(1e-16,Math.abs(v/p.certified[i]-1)))));
      s += ` ${key} ${r.status} ${r.evaluations}/${im.nfcn} digits ${digits.toFixed(1)}/${im.min_digits};`;
    }
    console.log(s);
  }
});
