import { type FluxPoint, type FluxPoints, logNormalTail } from "@gammakit/core";
import { constant, powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import {
  compileFit,
  confidence,
  fit,
  fitFluxPoints,
  fluxPointResiduals,
  fluxPointStarts,
  fluxPointsDataset,
  statProfile,
} from "../src/index.ts";
import { cashToy, exact } from "./support/toys.ts";

const lost = {
  normErrn: Number.NaN,
  normErrp: Number.NaN,
  normUl: Number.NaN,
  ts: Number.NaN,
  sqrtTs: Number.NaN,
  stat: 0,
  statNull: Number.NaN,
  counts: 10,
  npred: Number.NaN,
  npredExcess: Number.NaN,
  isUl: false,
  success: true,
};

/** A point at an energy [TeV], relative to 1e-11 E⁻² cm-2 s-1 TeV-1. */
function pointAt(eRef: number, norm: number, normErr: number, changes: Partial<FluxPoint> = {}): FluxPoint {
  const refDnde = 1e-11 * eRef ** -2;
  const [eMin, eMax] = [0.8 * eRef, eRef / 0.8];
  return {
    ...lost,
    eMin,
    eMax,
    eRef,
    norm,
    normErr,
    refDnde,
    refFlux: refDnde * (eMax - eMin),
    refEflux: refDnde * eRef * (eMax - eMin),
    ...changes,
  };
}

function setOf(points: readonly FluxPoint[], changes: Partial<FluxPoints> = {}): FluxPoints {
  return {
    kind: "flux-points",
    reference: { id: "power-law", parameters: [] },
    nSigma: 1,
    nSigmaUl: 2,
    ulMethod: "profile",
    sqrtTsThresholdUl: 2,
    points,
    ...changes,
  };
}

/** −2 ln L of `n` events where `norm` times `signal` are expected, up to a constant. */
const poisson = (n: number, signal: number, norm: number) => 2 * (norm * signal - n * Math.log(norm * signal));

/** A point whose scan is the likelihood of `n` events. */
function counted(eRef: number, n: number, signal: number, norms: readonly number[]): FluxPoint {
  const norm = n / signal;
  return pointAt(eRef, norm, Math.sqrt(n) / signal, {
    stat: poisson(n, signal, norm),
    scan: { norm: norms, stat: norms.map((one) => poisson(n, signal, one)) },
  });
}

const law = powerLaw({ index: 2.2, amplitude: 1.5e-11, reference: 1 });
const frozen = powerLaw({ index: { value: 2, frozen: true }, amplitude: 1.5e-11, reference: 1 });
const range = (count: number, low: number, high: number) =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
const ratios = (count: number, low: number, high: number) => range(count, Math.log(low), Math.log(high)).map(Math.exp);

describe("a model fitted to flux points", () => {
  test("has the weighted mean for its amplitude where the shape is that of the reference", async () => {
    const points = setOf([pointAt(1, 1.1, 0.1), pointAt(3, 0.9, 0.2), pointAt(10, 1.4, 0.4)]);
    const { success, stat, model } = await fitFluxPoints(points, frozen, { optimizer: exact });
    const weights = [100, 25, 6.25];
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const mean = (1.1 * 100 + 0.9 * 25 + 1.4 * 6.25) / sum;
    expect(success).toBe(true);
    assertClose(model.parameters[1].value, 1e-11 * mean, { relative: 1e-7 });
    assertClose(model.parameters[1].error ?? 0, 1e-11 / Math.sqrt(sum), { relative: 1e-6 });
    const chi2 = [1.1, 0.9, 1.4].reduce((total, norm, i) => total + weights[i] * (norm - mean) ** 2, 0);
    assertClose(stat, chi2, { relative: 1e-6 });
  });

  test("goes through points that lie on it, whatever their order, however near to each other", async () => {
    const norm = (energy: number) => 2 * energy ** -0.7;
    const energies = [5, 0.3, 1, 1.000001, 40];
    const points = setOf(energies.map((energy) => pointAt(energy, norm(energy), 0.05 * norm(energy))));
    const { model, stat } = await fitFluxPoints(points, law, { optimizer: exact });
    assertClose([model.parameters[0].value, 1e11 * model.parameters[1].value], [2.7, 2], { relative: 1e-6 });
    expect(stat).toBeLessThan(1e-6);
  });

  test("knows how many standard deviations the errors are, and takes the mean of two that differ", async () => {
    const symmetric = await fitFluxPoints(setOf([pointAt(1, 1, 0.1), pointAt(3, 1, 0.1)]), law, { optimizer: exact });
    const sides = { normErrn: 0.15, normErrp: 0.25 };
    const wide = setOf([pointAt(1, 1, Number.NaN, sides), pointAt(3, 1, 0.2)], { nSigma: 2 });
    const { model } = await fitFluxPoints(wide, law, { optimizer: exact });
    const errors = model.parameters.slice(0, 2).map(({ error }) => error ?? 0);
    assertClose(
      errors,
      symmetric.model.parameters.slice(0, 2).map(({ error }) => error ?? 0),
      { relative: 1e-6 },
    );
  });

  test("refuses options that are none", () => {
    const points = setOf([pointAt(1, 1, 0.1)]);
    expect(() => fluxPointsDataset(points, { likelihood: "error" as "errors" })).toThrow(
      'The likelihood of flux points is errors, errors-and-limits, scans, not "error".',
    );
    expect(() => fluxPointsDataset(points, { quantity: "eflux" as "flux" })).toThrow("The quantity of flux points is");
  });

  test("takes no error of 0 for one, and no mean of errors of two signs", () => {
    const sides = { normErrn: -0.15, normErrp: 0.25 };
    const points = setOf([pointAt(1, 1, Number.NaN, sides), pointAt(3, 1, 0), pointAt(5, 1, 0.1)]);
    const { dataset, bins } = fluxPointsDataset(points);
    expect(bins.map((bin) => dataset.maskSafe[bin])).toEqual([0, 0, 1]);
  });

  test("does not see upper limits, points that failed, and points without errors", async () => {
    const good = [pointAt(1, 1, 0.1), pointAt(3, 1.2, 0.1)];
    const bad = [
      pointAt(5, 7, 0.1, { isUl: true }),
      pointAt(6, Number.NaN, Number.NaN, { success: false }),
      pointAt(7, 5, Number.NaN),
      pointAt(8, 5, 0),
    ];
    const alone = await fitFluxPoints(setOf(good), law, { optimizer: exact });
    const { stat, model } = await fitFluxPoints(setOf([...bad, ...good]), law, { optimizer: exact });
    assertClose(stat, alone.stat, { absolute: 1e-9 });
    assertClose(model.parameters[0].value, alone.model.parameters[0].value, { relative: 1e-9 });
  });

  test("does not see points that are masked, whatever their order", async () => {
    const [a, b, odd] = [pointAt(1, 1, 0.1), pointAt(3, 1.2, 0.1), pointAt(2, 9, 0.1)];
    const alone = await fitFluxPoints(setOf([a, b]), law, { optimizer: exact });
    const masked = { ...setOf([b, odd, a]), name: "sed", maskFit: Uint8Array.of(1, 0, 1) };
    const { stat, model } = await fitFluxPoints(masked, { ...law, datasets: ["sed"] }, { optimizer: exact });
    assertClose(stat, alone.stat, { absolute: 1e-9 });
    assertClose(model.parameters[0].value, alone.model.parameters[0].value, { relative: 1e-9 });
  });

  test("is the same for several sets as for one of all", async () => {
    const points = [pointAt(1, 1.1, 0.1), pointAt(3, 0.9, 0.2), pointAt(10, 1.4, 0.4)];
    const one = await fitFluxPoints(setOf(points), law, { optimizer: exact });
    const several = await fitFluxPoints([setOf(points.slice(1)), setOf(points.slice(0, 1))], law, { optimizer: exact });
    assertClose(several.stat, one.stat, { relative: 1e-9 });
    const same = await fitFluxPoints([setOf(points), setOf(points)], law, { optimizer: exact });
    assertClose(same.stat, 2 * one.stat, { relative: 1e-6 });
  });

  test("is compared with the fluxes of whole bins, which may touch or not", async () => {
    // Bins from 0.8 to 1/0.8 of the energy; those of the last two touch but for a rounding of the table.
    const truth = powerLaw({ index: 3.4, amplitude: 2e-11, reference: 1 });
    const points = [1, 3, 3 / 0.64].map((eRef) => {
      const point = pointAt(eRef, 1, 0.1);
      const edges = Float64Array.of(point.eMin * (1 + 1e-7), point.eMax);
      const flux = new Float64Array(1);
      truth.integrate?.(edges, Float64Array.of(3.4, 2e-11, 1), flux);
      return { ...point, eMin: edges[0], norm: flux[0] / point.refFlux };
    });
    const options = { optimizer: exact, quantity: "flux" } as const;
    const { model, stat } = await fitFluxPoints(setOf([...points].reverse()), law, options);
    assertClose([model.parameters[0].value, 1e11 * model.parameters[1].value], [3.4, 2], { relative: 1e-5 });
    expect(stat).toBeLessThan(1e-6);
    expect([...fluxPointsDataset(setOf(points), { quantity: "flux" }).dataset.maskSafe]).toEqual([1, 0, 1, 1]);
    const overlapping = setOf([pointAt(1, 1, 0.1), pointAt(1.2, 1, 0.1)]);
    expect(() => fluxPointsDataset(overlapping, { quantity: "flux" })).toThrow("overlap at 0.96 TeV");
  });

  test("has the gradient and the curvature of its statistic", () => {
    const scanned = [counted(1, 20, 18, range(9, 0.2, 3)), counted(3, 5, 7, range(9, 0.2, 3))];
    for (const likelihood of ["errors", "scans"] as const) {
      const { dataset, statistic } = fluxPointsDataset(setOf(scanned), { likelihood });
      const { objective } = compileFit([dataset], [law], [statistic]);
      for (const x of [Float64Array.of(2.2, 1.5), Float64Array.of(1.3, 0.4)]) {
        const gradient = new Float64Array(2);
        objective.gradient?.(x, gradient);
        const difference = [0, 1].map((i) => {
          const at = (h: number) => objective.evaluate(x.map((value, k) => (k === i ? value + h : value)));
          return (at(1e-5) - at(-1e-5)) / 2e-5;
        });
        assertClose(gradient, difference, { relative: 1e-6, absolute: 1e-6 });
        const curvature = new Float64Array(4);
        objective.curvature?.(x, curvature);
        expect(curvature[0] * curvature[3] - curvature[1] ** 2).toBeGreaterThan(0);
      }
    }
  });
});

describe("the likelihood of scans", () => {
  test("is that of the errors where they are Gaussian, between few norms and far beyond them", async () => {
    const gauss = (eRef: number, norm: number, error: number) => {
      const norms = [0.5, 1, 2];
      const scan = { norm: norms, stat: norms.map((one) => 7 + ((one - norm) / error) ** 2) };
      return pointAt(eRef, norm, error, { stat: 7, scan });
    };
    const points = setOf([gauss(1, 1.1, 0.1), gauss(3, 0.9, 0.2), gauss(10, 4, 0.4)]);
    const [errors, scans] = await Promise.all(
      (["errors", "scans"] as const).map((likelihood) => fitFluxPoints(points, law, { optimizer: exact, likelihood })),
    );
    assertClose(scans.stat, errors.stat, { relative: 1e-9 });
    assertClose(scans.covariance?.slice(0, 2) ?? [], errors.covariance?.slice(0, 2) ?? [], { relative: 1e-6 });
  });

  test("is that of the counts: 11 norms in equal ratios give the best fit within 2 % of an error", async () => {
    const [signals, events] = [
      [3, 10, 40],
      [3, 14, 35],
    ];
    const points = setOf(signals.map((signal, i) => counted([1, 3, 10][i], events[i], signal, ratios(11, 0.2, 5))));
    const { stat, model } = await fitFluxPoints(points, frozen, { optimizer: exact, likelihood: "scans" });
    const best = 52 / 53;
    assertClose(1e11 * model.parameters[1].value, best, { absolute: (0.02 * Math.sqrt(52)) / 53 });
    const rise = signals.reduce(
      (sum, signal, i) => sum + poisson(events[i], signal, best) - poisson(events[i], signal, events[i] / signal),
      0,
    );
    assertClose(stat, rise, { absolute: 0.02 });
  });

  test("has upper limits for what they are: points whose norm is at zero", async () => {
    // No event where five are expected: −2 ln L = 10 norm.
    const norms = range(11, 0, 5);
    const scan = { norm: norms, stat: norms.map((norm) => 10 * norm) };
    const limit = pointAt(10, 0, Number.NaN, { success: false, isUl: true, stat: 0, scan });
    const measured = counted(1, 25, 25, range(11, 0.2, 3));
    const without = await fitFluxPoints(setOf([measured]), frozen, { optimizer: exact, likelihood: "scans" });
    const { model } = await fitFluxPoints(setOf([limit, measured]), frozen, { optimizer: exact, likelihood: "scans" });
    assertClose(1e11 * without.model.parameters[1].value, 1, { absolute: 1e-5 });
    // d/dn of 2 (25 n − 25 ln n) + 10 n vanishes at 5/6.
    assertClose(1e11 * model.parameters[1].value, 5 / 6, { absolute: 0.005 });
  });

  test("leaves out points of which nothing was measured", async () => {
    const nothing = pointAt(20, Number.NaN, Number.NaN, { success: false });
    const points = setOf([counted(1, 20, 18, range(9, 0.2, 3)), counted(3, 5, 7, range(9, 0.2, 3)), nothing]);
    const { success } = await fitFluxPoints(points, law, { optimizer: exact, likelihood: "scans" });
    expect(success).toBe(true);
  });
});

describe("flux points as a dataset", () => {
  const points = setOf([pointAt(1, 1.1, 0.1), pointAt(3, 0.9, 0.2)]);

  test("are fitted jointly with counts", async () => {
    const flat = constant({ const: 1e-11 });
    const counts = cashToy([100, 0, 0], { maskSafe: Uint8Array.of(1, 0, 0) });
    const { dataset, statistic } = fluxPointsDataset(setOf([pointAt(1, 2, 0.2)]), { name: "other" });
    const { cashStatistic } = await import("../src/index.ts");
    const { model, stat } = await fit([dataset, counts], flat, {
      optimizer: exact,
      statistics: [statistic, cashStatistic()],
    });
    // ((2 − a)/0.2)² + 2 (100 a − 100 ln 100 a), with a in 1e-11: the first TeV has 100 counts per unit.
    const a = model.parameters[0].value * 1e11;
    assertClose(50 * (a - 2) + 200 - 200 / a, 0, { absolute: 1e-3 });
    assertClose(stat, ((2 - a) / 0.2) ** 2 + 2 * (100 * a - 100 * Math.log(100 * a)), { relative: 1e-9 });
  });

  test("have confidence intervals and profiles", async () => {
    const { dataset, statistic } = fluxPointsDataset(points);
    const options = { optimizer: exact, statistics: [statistic] };
    const found = await fit([dataset], frozen, options);
    const { lower, upper } = await confidence([dataset], found, { ...options, parameter: "amplitude" });
    const { value, error = 0 } = found.model.parameters[1];
    assertClose([lower, upper], [error, error], { relative: 1e-4 });
    const profile = await statProfile([dataset], found, [value + 2 * error], { ...options, parameter: "amplitude" });
    assertClose(profile.stat[0] - found.stat, 4, { relative: 1e-6 });
  });

  const scanned = (norm: readonly number[], stat: readonly number[]) =>
    setOf([pointAt(1, 1, 0.1, { scan: { norm, stat } })]);

  test.each([
    ["no point", setOf([]), "errors", 'Nothing of "sed" can be compared with a model. There is no point in it.'],
    [
      "limits only",
      setOf([pointAt(1, 1, 0.1, { isUl: true })]),
      "errors",
      "All of its 1 points are left out, are upper limits, or have no error.",
    ],
    [
      "no reference spectrum",
      setOf([pointAt(1, 1, 0.1, { refDnde: 0 })]),
      "scans",
      "None of its 1 points is wanted, and measured relative to a spectrum above 0.",
    ],
    [
      "two points at one energy",
      setOf([pointAt(1, 1, 0.1), pointAt(1, 2, 0.1)]),
      "errors",
      'Two points of "sed" are at 1 TeV. Give them as two sets of flux points.',
    ],
    ["no scan", points, "scans", 'The point of "sed" at 1 TeV has 0 norms in its scan, and three are needed.'],
    [
      "a scan of which too little is known",
      scanned([1, 2, 3], [1, 2, Number.NaN]),
      "scans",
      "has 2 norms in its scan, and three are needed.",
    ],
    ["a scan that runs back", scanned([1, 3, 2], [1, 2, 3]), "scans", "has a scan that does not ascend."],
  ] as const)("are refused with %s", (_, set, likelihood, words) => {
    expect(() => fluxPointsDataset(set, { name: "sed", likelihood }).statistic.compile).toThrow(words);
  });
});

describe("flux points by errors and limits", () => {
  const likelihood = "errors-and-limits";
  const at = (set: FluxPoints, norm: number) => {
    const { dataset, statistic } = fluxPointsDataset(set, { likelihood });
    return statistic.compile(dataset).value(new Float64Array(dataset.counts.length).fill(norm));
  };

  test("count by the error of the side on which the model lies", () => {
    const point = pointAt(1, 1, 0.3, { normErrn: 0.2, normErrp: 0.4 });
    assertClose([at(setOf([point]), 0.8), at(setOf([point]), 1), at(setOf([point]), 1.4)], [1, 0, 1], {
      absolute: 1e-12,
    });
    assertClose(at(setOf([point], { nSigma: 2 }), 1.4), 4, { relative: 1e-12 });
    // With one error for both sides it is χ².
    const chi2 = fluxPointsDataset(setOf([pointAt(1, 1, 0.3)]));
    const value = chi2.statistic.compile(chi2.dataset).value(Float64Array.of(1.7));
    assertClose(at(setOf([pointAt(1, 1, 0.3)]), 1.7), value, { relative: 1e-12 });
  });

  test("count by the probability to lie below the limit where there is no error", () => {
    const limit = pointAt(1, Number.NaN, Number.NaN, { normUl: 0.6, isUl: true, success: false });
    const sigma = 0.3;
    for (const norm of [0, 0.3, 0.6, 1.2, 30]) {
      const wanted = -2 * (logNormalTail((norm - 0.6) / sigma) - logNormalTail(-2));
      assertClose(at(setOf([limit]), norm), wanted, { absolute: 1e-9, relative: 1e-12 });
    }
    // A 99.7 % limit is one of three standard deviations; one that says nothing is taken for one of two.
    assertClose(at(setOf([limit], { nSigmaUl: 3 }), 0.6), 2 * (logNormalTail(-3) - Math.log(0.5)), { relative: 1e-12 });
    expect(at(setOf([limit], { nSigmaUl: Number.NaN }), 0.7)).toBe(at(setOf([limit]), 0.7));
  });

  test("have derivatives that are those of their value", () => {
    const set = setOf([
      pointAt(1, 1, 0.3, { normErrn: 0.2, normErrp: 0.4 }),
      pointAt(3, Number.NaN, Number.NaN, { normUl: 0.6, isUl: true }),
    ]);
    const { dataset, statistic } = fluxPointsDataset(set, { likelihood });
    const compiled = statistic.compile(dataset);
    const out = new Float64Array(dataset.counts.length);
    for (const norm of [-0.5, 0.1, 0.7, 1.3, 4]) {
      for (const bin of [0, 2]) {
        const near = (shift: number) =>
          new Float64Array(out.length).fill(1).map((_, k) => (k === bin ? norm + shift : 0.9));
        const step = 1e-5;
        compiled.gradient(near(0), out);
        const slope = (compiled.value(near(step)) - compiled.value(near(-step))) / (2 * step);
        assertClose(out[bin], slope, { relative: 1e-6, absolute: 1e-8 });
        compiled.curvature?.(near(0), out);
        const [low, high] = [-step, step].map((shift) => {
          const gradient = new Float64Array(out.length);
          compiled.gradient(near(shift), gradient);
          return gradient[bin];
        });
        assertClose(out[bin], (high - low) / (2 * step), { relative: 1e-5, absolute: 1e-6 });
      }
    }
  });

  test("let a limit hold a model down, which is fitted without it otherwise", async () => {
    const seen = [pointAt(1, 1, 0.1), pointAt(3, 1.1, 0.2)];
    const limit = pointAt(30, Number.NaN, Number.NaN, { normUl: 0.2, isUl: true });
    const free = await fitFluxPoints(setOf([...seen, limit]), law, { optimizer: exact });
    const held = await fitFluxPoints(setOf([...seen, limit]), law, { optimizer: exact, likelihood });
    expect(free.model.parameters[0].value).toBeLessThan(2);
    expect(held.model.parameters[0].value).toBeGreaterThan(2.2);
    expect(() => fluxPointsDataset(setOf([{ ...limit, normUl: Number.NaN }]), { likelihood })).toThrow(
      "have neither an error nor an upper limit",
    );
  });
});

test("a scan that nowhere rises above the statistic of the best fit is followed as it is", () => {
  const scan = { norm: [0.5, 1, 2], stat: [9, 5, 8] };
  const point = pointAt(1, 1, 0.1, { stat: 12, scan });
  const { dataset, statistic } = fluxPointsDataset(setOf([point]), { likelihood: "scans" });
  const { value } = statistic.compile(dataset);
  assertClose(
    scan.norm.map((norm) => value(Float64Array.of(norm))),
    [4, 0, 3],
    { absolute: 1e-12 },
  );
});

describe("residuals of flux points", () => {
  const flat = powerLaw({ index: 2, amplitude: 1e-11, reference: 1 });

  test("are the differences in errors, in the order of the points, and none of those left out", () => {
    const points = [pointAt(10, 1.4, 0.4), pointAt(1, 0.8, 0.1), pointAt(3, 7, 1, { isUl: true }), pointAt(5, 1, 0.1)];
    for (const quantity of ["dnde", "flux"] as const) {
      // The reference fluxes of whole bins here are those of a flat spectrum.
      const model = quantity === "dnde" ? flat : constant({ const: 1e-11 });
      const set = setOf(
        quantity === "dnde"
          ? points
          : points.map((point) => ({ ...point, refFlux: 1e-11 * (point.eMax - point.eMin) })),
      );
      const data = fluxPointsDataset(set, { quantity });
      expect(data.bins.map((bin) => data.dataset.counts[bin])).toEqual([1.4, 0.8, 7, 1]);
      const found = fluxPointResiduals(data, [model]);
      assertClose([found[0], found[1], found[3]], [1, -2, 0], { absolute: 1e-6 });
      expect(found[2]).toBeNaN();
    }
  });

  test("are the roots of the rise of the likelihood where that is known, with the sign of the side", async () => {
    const points = [counted(1, 9, 10, ratios(40, 0.1, 5)), counted(3, 14, 10, ratios(40, 0.1, 5))];
    const data = fluxPointsDataset(setOf(points), { likelihood: "scans" });
    const [low, high] = fluxPointResiduals(data, [flat]);
    assertClose(low, -Math.sqrt(poisson(9, 10, 1) - poisson(9, 10, 0.9)), { relative: 1e-3 });
    assertClose(high, Math.sqrt(poisson(14, 10, 1) - poisson(14, 10, 1.4)), { relative: 1e-3 });
  });

  test("add up to the statistic of the fit", async () => {
    const set = setOf([pointAt(1, 1.1, 0.1), pointAt(3, 0.9, 0.2), pointAt(10, 1.4, 0.4)]);
    const { stat, models } = await fitFluxPoints(set, law, { optimizer: exact });
    const sum = fluxPointResiduals(fluxPointsDataset(set), models).reduce((total, value) => total + value ** 2, 0);
    assertClose(sum, stat, { relative: 1e-9 });
  });
});

test("a fit that starts far below two points does not run away", async () => {
  const set = setOf([pointAt(1, 0.2, 0.01), pointAt(4, 0.8, 0.16)]);
  for (const index of [1, 2, 3, 4]) {
    for (const amplitude of [1e-13, 1e-12, 1e-11]) {
      const model = powerLaw({ index, amplitude, reference: 1 });
      const { success, stat, model: found } = await fitFluxPoints(set, model, { optimizer: exact });
      expect([success, stat < 1e-6]).toEqual([true, true]);
      assertClose(found.parameters[0].value, 1, { relative: 1e-3 });
    }
  }
});

test("starts of flux points are their scale, for all models that add up, and none without an amplitude", () => {
  const data = [fluxPointsDataset(setOf([pointAt(1, 3, 0.1), pointAt(3, 3, 0.2)]))];
  const flat = (name: string) => powerLaw({ index: 2, amplitude: 1e-11, reference: 1, name });
  const [start] = fluxPointStarts(data, [flat("one"), flat("two")]);
  assertClose(Object.values(start), [1.5e-11, 1.5e-11], { relative: 1e-8 });
  expect(Object.keys(start)).toEqual(["one.amplitude", "two.amplitude"]);
  const held = powerLaw({ index: 2, amplitude: { value: 1e-11, frozen: true }, reference: 1 });
  expect(fluxPointStarts(data, [held])).toEqual([]);
  const below = [fluxPointsDataset(setOf([pointAt(1, -3, 0.1)]))];
  expect(fluxPointStarts(below, [flat("one")])).toEqual([]);
});
