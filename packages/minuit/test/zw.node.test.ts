import { it } from "vitest";
import { readJson } from "../../../tools/vitest/src/data.ts";
import { migrad } from "../src/index.ts";
import { nistModels } from "./support/nist.ts";
it("nist", async () => {
  const ref = await readJson<any>("GAMMAKIT_CORPORA", "optim/nist_strd.json");
  for (const p of ref.problems) {
    const model = nistModels[p.name];
    const y = p.data.y.map((v: number)=>p.response==="log(y)"?Math.log(v):v), x = p.data.x ?? p.data.x1, x2 = p.data.x2 ?? x;
    const s2 = p.certified_residual_sd**2;
    const f = (b: Float64Array) => {let t=0; for (let i=0;i<y.length;i++) {const d=y[i]-model(b,x[i],x2[i]); t+=d*d;} return t/s2;};
    const grad = (b: Float64Array, out: Float64Array) => { // complex-free: high-order differences of the model
      out.fill(0);
      for (let k=0;k<b.length;k++) { const b0=b[k]; const h=1e-4*Math.max(Math.abs(b0),1e-8); 
        for (let i=0;i<y.length;i++) { b[k]=b0+h; const m1=model(b,x[i],x2[i]); b[k]=b0-h; const m2=model(b,x[i],x2[i]); b[k]=b0+2*h; const m3=model(b,x[i],x2[i]); b[k]=b0-2*h; const m4=model(b,x[i],x2[i]); b[k]=b0; out[k]+= -2*(y[i]-model(b,x[i],x2[i]))*(8*(m1-m2)-(m3-m4))/(12*h)/s2; } } };
    let s = `${p.name} |`;
    for (const key of ["start1","start2"]) {
      const start = Float64Array.from(p[key]);
      const o = {names: p.params, start, lower: start.map(()=>-Infinity), upper: start.map(()=>Infinity), step: start.map(v=>v===0?0.1:0.01*Math.abs(v)), up:1, evaluate: f};
      const im = p.iminuit_2_11[key];
      const dig = (r: any) => Math.min(...r.x.map((v: number,i: number)=>-Math.log10(Math.max(1e-16,Math.abs(v/p.certified[i]-1))))).toFixed(1);
      const r = migrad(o, {strategy:2, tolerance:0.01, maxCalls: 1e5});
      const rh = migrad(o, {strategy:2, tolerance:0.01, maxCalls: 1e5, errors:"hesse"});
      const rd = migrad(o, {});
      const rg = migrad({...o, gradient: grad}, {maxCalls: 1e4});
      s += ` ${key} ${r.status} ${r.evaluations}/${im.nfcn} digits ${dig(r)}/${im.min_digits} | hesse ${rh.status} ${dig(rh)} | default ${rd.status} ${rd.evaluations} ${dig(rd)} | grad ${rg.status} ${rg.evaluations}+${rg.gradientEvaluations} ${dig(rg)};`;
    }
    console.log(s);
  }
});
