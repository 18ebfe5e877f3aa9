import type { Figure, FluxPoint, FluxProfile } from "@gammakit/core";
import { expect, test } from "vitest";
import {
  compileNormStatistic,
  curvesFigure,
  dispersionFigure,
  hysteresisFigure,
  likelihoodFigure,
  profileFigure,
  renderSvg,
  seriesFigure,
  spectrumFigure,
} from "../src/index.ts";

const scan = [-1, 0, 1, 2, 3, 4, 5];

/** A point whose statistic is a parabola of width `normErr` around `norm`. */
function point(norm: number, normErr: number, isUl = false): FluxPoint {
  return {
    eMin: 1,
    eMax: 10,
    eRef: Math.sqrt(10),
    success: true,
    norm,
    normErr,
    normErrn: normErr,
    normErrp: normErr,
    normUl: norm + 2 * normErr,
    ts: (norm / normErr) ** 2,
    sqrtTs: norm / normErr,
    stat: 7,
    statNull: 7 + (norm / normErr) ** 2,
    counts: 12,
    npred: 12,
    npredExcess: 5,
    isUl,
    scan: { norm: scan, stat: scan.map((x) => 7 + ((x - norm) / normErr) ** 2) },
    refDnde: 1e-12,
    refFlux: 9e-12,
    refEflux: 2.3e-11,
  };
}

function profile(points: readonly FluxPoint[]): FluxProfile {
  const edge = (shift: number) => Float64Array.from(points, (_, k) => k + shift);
  return {
    kind: "flux-profile",
    xMin: edge(-0.5),
    xMax: edge(0.5),
    xRef: edge(0),
    regions: [],
    solidAngle: edge(1),
    rows: points.map((one) => ({
      kind: "flux-points",
      reference: { id: "power-law", parameters: [] },
      nSigma: 1,
      nSigmaUl: 2,
      ulMethod: "profile",
      sqrtTsThresholdUl: 2,
      points: [one],
    })),
  };
}

/** Draws in both themes; the texts that must be there are, and the libraries have nothing to say. */
async function expectDrawn(figure: Figure, texts: readonly string[]) {
  for (const theme of ["light", "dark"] as const) {
    const warnings: string[] = [];
    const svg = await renderSvg(figure, { theme, onWarning: (text) => warnings.push(text) });
    expect(warnings).toEqual([]);
    expect([figure.title, ...texts].filter((text) => !svg.includes(text))).toEqual([]);
    expect(/#4c78a8|NaN|Infinity/.test(svg)).toBe(false);
  }
}

test("between scanned norms a parabola is met exactly, outside them nothing is said", () => {
  const statistic = compileNormStatistic(point(1.5, 0.4));
  // The slope changes its sign between 1 and 2, where the roots of both sides are joined.
  for (const norm of [-1, -0.3, 0.8, 1, 1.25, 1.5, 2, 3.7, 5]) {
    expect(statistic(norm)).toBeCloseTo(((norm - 1.5) / 0.4) ** 2, 9);
  }
  expect(statistic(5.01)).toBeNaN();
});

test("a profile in every form, on both scales, with the statistic behind it", async () => {
  const data = profile([point(2, 0.3), point(0.1, 0.2, true), point(1, 0.4)]);
  for (const sedType of ["dnde", "e2dnde", "flux", "eflux"] as const) {
    for (const scale of ["linear", "log"] as const) {
      const figure = profileFigure(data, {
        title: "Along the plane",
        sedType,
        scale,
        statistic: true,
        distance: "Offset",
      });
      await expectDrawn(figure, ["Offset [deg]", "⁻²", "data:image/png"]);
    }
  }
});

test("energy fluxes are shown in erg", () => {
  const figure = profileFigure(profile([point(2, 0.3)]), { title: "One", sedType: "eflux" });
  const { layer } = figure.spec as { layer: { data?: { values: { y: number }[] } }[] };
  expect(layer[1].data?.values[0].y).toBeCloseTo(2 * 2.3e-11 * 1.602176634, 20);
  expect(JSON.stringify(figure.spec)).toContain("erg cm⁻² s⁻¹");
});

test("a profile without a scan says how to get one, one without that energy how many there are", () => {
  const { scan: _, ...bare } = point(1, 0.2);
  expect(() => profileFigure(profile([bare]), { title: "P", statistic: true })).toThrow('ask for "scan"');
  expect(() => profileFigure(profile([bare]), { title: "P", energy: 2 })).toThrow("no energy bin 2; the profile has 1");
});

test("a spectrum with points, a butterfly and residuals", async () => {
  const energy = [1, 2, 5, 10];
  const dnde = energy.map((e) => 1e-12 * e ** -2);
  const figure = spectrumFigure({
    title: "Crab",
    points: [point(1, 0.1), point(0.2, 0.2, true)],
    curves: [{ label: "power law", energy, dnde, dndeError: dnde.map((value) => 1.2 * value) }],
    residuals: [{ eMin: 1, eMax: 10, value: -0.7 }],
  });
  await expectDrawn(figure, ["E² dN/dE [erg cm⁻² s⁻¹]", "Energy [TeV]", "Residual [σ]", "power law"]);
  expect(() => spectrumFigure({ title: "None" })).toThrow("neither a flux point nor a model");
});

test("sets of flux points have colors of their own, apart from that of the model, and a legend", async () => {
  const energy = [1, 2, 5, 10];
  const curve = { energy, dnde: energy.map((e) => 1e-12 * e ** -2) };
  const sets = ["first", "second", "third"].map((label, k) => ({ label, points: [point(1 + k, 0.1, k === 2)] }));
  const residuals = sets.map(({ label }, k) => ({ eMin: 1, eMax: 10, value: k, label }));
  const figure = spectrumFigure({ title: "Several", sets, curves: [curve], residuals });
  await expectDrawn(figure, ["first", "second", "third", "Residual [σ]"]);
  const svg = await renderSvg(figure, { theme: "light" });
  const strokes = (color: string) => svg.split(`stroke="${color}"`).length - 1;
  // The second color is that of the model alone; the sets have the first, the third and the fourth.
  expect(["#0072b2", "#009e73", "#cc79a7"].map((color) => strokes(color) > 0)).toEqual([true, true, true]);
  expect(strokes("#d55e00")).toBe(1);
  const named = spectrumFigure({ title: "Several", sets, curves: [{ ...curve, label: "fit" }] });
  await expectDrawn(named, ["first", "second", "third", "fit"]);
});

test("a path in time is joined in order, its ends are marked", async () => {
  const rows = [0, 1, 2].map((k) => ({
    time: 53945.9 + k / 96,
    x: 1e-11 * (k + 1),
    xError: 2e-12,
    y: 3 - k / 5,
    yError: 0.1,
  }));
  const options = {
    title: "Hysteresis",
    x: { quantity: "Flux", unit: "cm-2 s-1" },
    y: { quantity: "Index", unit: "" },
  };
  const figure = hysteresisFigure([...rows.slice(0, 2), { ...rows[1], x: Number.NaN }, rows[2]], options);
  await expectDrawn(figure, ["start", "end", "Flux [cm⁻² s⁻¹]", "UTC, 2006-07-29"]);
  const { layer } = figure.spec as { layer: { data: { values: unknown[] } }[] };
  expect(layer[2].data.values).toMatchObject([
    { x: 1e-11, x2: 2e-11 },
    { x: 2e-11, x2: 3e-11 },
  ]);
  expect(() => hysteresisFigure(rows.slice(0, 1), options)).toThrow("1 of 1 have values");
});

test("a line beside a path spans its x, with a band that is narrowest at the pivot", async () => {
  const rows = [1, 3].map((x) => ({ time: x, x, xError: 0.1, y: x, yError: 0.1 }));
  const line = { slope: 2, slopeError: 0.3, pivot: 2, pivotValue: 5, pivotError: 0.4 };
  const axis = { quantity: "Flux", unit: "" };
  const figure = hysteresisFigure(rows, { title: "Line", x: axis, y: { quantity: "Index", unit: "" }, line });
  await expectDrawn(figure, ["Line"]);
  const { layer } = figure.spec as { layer: { data: { values: Record<string, number>[] } }[] };
  const { values } = layer[0].data;
  const [first, middle, last] = [values[0], values[values.length / 2 - 0.5], values[values.length - 1]];
  expect([first.x, first.value, middle.x, middle.value, last.x, last.value]).toEqual([1, 3, 2, 5, 3, 7]);
  expect([first.high - first.value, middle.high - middle.value].map((x) => x.toFixed(12))).toEqual([
    Math.hypot(0.4, 0.3).toFixed(12),
    "0.400000000000",
  ]);
});

test("steps, likelihoods, responses", async () => {
  const x = { quantity: "Distance", unit: "deg", low: [0, 1], high: [1, 2] };
  const series = [
    { label: "background", values: [5, 6] },
    { label: "excess", values: [1, Number.NaN], errors: [0.5, 1] },
  ];
  await expectDrawn(seriesFigure({ title: "Counts", x, y: { quantity: "Counts", unit: "" }, series }), [
    "background",
    "excess",
  ]);
  const numbers = [0, 1, 2, 3];
  const counted = {
    quantity: "Number",
    unit: "",
    low: numbers.map((k) => k - 0.5),
    high: numbers.map((k) => k + 0.5),
    tickStep: 1,
  };
  const numbered = await renderSvg(
    seriesFigure({
      title: "Counted",
      x: counted,
      y: { quantity: "y", unit: "" },
      series: [{ label: "y", values: numbers }],
    }),
  );
  for (const text of [">0<", ">1<", ">2<"]) expect(numbered).toContain(text);
  const values = [0, 1, 2, 3];
  const rise = values.map((value) => (value - 1.4) ** 2 / 0.25);
  const likelihood = likelihoodFigure({
    title: "Norm",
    parameter: "norm",
    unit: "",
    values,
    rise,
    best: 1.4,
    error: 0.5,
    upperLimit: 2.4,
  });
  await expectDrawn(likelihood, ["Δ(−2 ln L)"]);
  const matrix = { energyEdges: [1, 2, 4], energyTrueEdges: [1, 3, 9, 27], edisp: [1, 0, 0.4, 0.6, 0, 1] };
  await expectDrawn(dispersionFigure(matrix), ["True energy [TeV]", "Reconstructed energy [TeV]", "Probability"]);
  const curves = [{ label: "0.5°", x: [0.1, 1], y: [1e3, 1e5] }];
  const words = { quantity: "Effective area", unit: "m2", scale: "log" } as const;
  await expectDrawn(
    curvesFigure({
      title: "Area",
      x: { ...words, quantity: "Energy", unit: "TeV" },
      y: words,
      curves,
      legend: "Offset",
    }),
    ["0.5°"],
  );
});

test("a dispersion matrix of any size is drawn", () => {
  const edges = Float64Array.from({ length: 501 }, (_, k) => 0.01 * 10 ** (k / 100));
  const edisp = new Float64Array(500 * 500).fill(0.002);
  const { spec } = dispersionFigure({ energyEdges: edges, energyTrueEdges: edges, edisp });
  expect(spec.description).toBe("Energy dispersion, 500 true × 500 reconstructed bins.");
});

/** Height of a drawing [px]. */
const heightOf = (svg: string) => Number(/viewBox="0 0 [\d.]+ ([\d.]+)"/.exec(svg)?.[1]);

test("error bars that reach to nothing stay in the panel of a spectrum", async () => {
  const [short, long] = await Promise.all(
    [0.1, 3].map((error) => renderSvg(spectrumFigure({ title: "S", points: [point(1, error), point(0.5, 0.1)] }))),
  );
  expect(heightOf(long)).toBe(heightOf(short));
  expect(long).toContain("clip-path");
});

test("a spectrum without anything positive has a sentence in place of its panel", async () => {
  const curves = [{ energy: [1, 10], dnde: [-1e-12, -1e-14], dndeError: [1e-12, 1e-14] }];
  const residuals = [{ eMin: 1, eMax: 10, value: -0.7 }];
  const figure = spectrumFigure({ title: "Negative", points: [point(-1, 0.1)], curves, residuals });
  await expectDrawn(figure, ["No flux here is positive, as a logarithmic axis needs.", "Residual [σ]"]);
  expect(await renderSvg(figure)).not.toContain("E² dN/dE [");
  // A limit has its place, whatever the model has not.
  const limit = spectrumFigure({ title: "Limit", points: [point(-0.1, 0.2, true)], curves, residuals });
  expect(await renderSvg(limit)).toContain("E² dN/dE [");
});

test("the shade of a profile has the colors of its color bar", () => {
  const { spec } = profileFigure(profile([point(2, 0.3)]), { title: "P", statistic: true });
  const { layer } = spec as { layer: { mark: { type: string; opacity?: number } }[] };
  const images = layer.filter(({ mark }) => mark.type === "image");
  expect(images.map(({ mark }) => mark.opacity)).toEqual([0.8, 0.8]);
});

interface LikelihoodLayers {
  readonly layer: readonly { readonly data: { readonly values: readonly Record<string, number>[] } }[];
}

test("the curve of a likelihood goes through the best value up to the highest rise, whole between few values", () => {
  const values = [-3, -1, 0, 1, 3, 6];
  const rise = (value: number) => (value - 0.7) ** 2 / 0.25;
  const options = { title: "L", parameter: "norm", unit: "", values, rise: values.map(rise), best: 0.7 };
  const { layer } = likelihoodFigure(options).spec as unknown as LikelihoodLayers;
  const rows = layer[layer.length - 1].data.values;
  for (const row of rows) expect(row.rise).toBeCloseTo(rise(row.value), 9);
  const ends = [rows[0].value, rows[rows.length - 1].value];
  [-1, 1].forEach((sign, k) => {
    expect(ends[k]).toBeCloseTo(0.7 + sign * Math.sqrt(3), 9);
  });
});

test("bands of a likelihood are as wide as the errors to each side, also where the curve ends before", () => {
  const options = { title: "L", parameter: "norm", unit: "", values: [0.4, 0.5, 0.6], rise: [0.1, 0, 0.1], best: 0.5 };
  const { layer } = likelihoodFigure({ ...options, error: [0.25, 0.5] }).spec as unknown as LikelihoodLayers;
  expect(layer[0].data.values).toEqual([
    { low: 0, high: 1.5 },
    { low: 0.25, high: 1 },
  ]);
});
