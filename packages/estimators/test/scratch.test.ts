import { createGti } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { brokenPowerLaw, expCutoffPowerLaw, logParabola, powerLaw } from "@gammakit/models";
import { onOffDatasets, readFlareReference } from "@gammakit-tools/vitest/flare-reference";
import { test } from "vitest";
import { spectralTimeSeries } from "../src/index.ts";
import { hessianErrors } from "./support/hessian-errors.ts";
import { binsOf } from "./support/toys.ts";
test("x", async () => {
  const reference = await readFlareReference();
  const datasets = onOffDatasets(reference, createGti({ scale: "tt", day: 53945, fraction: 0 }, []));
  const parts = reference.fits.map((bin) => bin.datasets.map((k) => datasets[k]));
  for (const [name, model] of Object.entries({ lp: logParabola({ amplitude: 1e-10, reference: 1, alpha: 3, beta: 0.1 }), ecpl: expCutoffPowerLaw({ index: 3, amplitude: 1e-10, reference: 1, lambda_: 0.1 }), bpl: brokenPowerLaw({ index1: 3, index2: 3.6, amplitude: 1e-10, ebreak: 1 })})) {
    const t = performance.now();
    const series = await spectralTimeSeries(binsOf(parts), { model: powerLaw({ index: 3, amplitude: 2e-11 }), compareWith: [model], optimizer: minuit() });
    const dt = performance.now() - t;
    console.log(name, dt, series.map(({ comparisons: [c] }, i) => {
      if (!c.result.success) return "-";
      const e = c.result.model.parameters.filter((p) => !p.frozen).map((p) => p.error ?? NaN);
      const x = hessianErrors(parts[i], c.result.model);
      return Math.max(...e.map((v, k) => Math.abs(v / x[k] - 1))).toExponential(1);
    }).join(" "));
  }
}, 100000);
