import { type Dataset, modelFromRecord, type SpectrumDatasetOnOff, withFitRange } from "@gammakit/core";
import { fit, predictCounts, statisticFor } from "@gammakit/fit";
import { readDatasets, readOgip } from "@gammakit/io";
import { stackOnOff } from "@gammakit/makers";
import { minuit } from "@gammakit/minuit";
import { logParabola, powerLaw } from "@gammakit/models";
import { dataSource, describeWith, readJson } from "@gammakit-tools/vitest/data";
import { beforeAll, expect, test } from "vitest";
import { presetRegistry } from "../src/index.ts";

interface Numbers {
  readonly values: readonly number[];
}
interface Expected {
  readonly spectrum_onoff_ogip: {
    readonly "npred_signal_pl_2.4_3e-11": Numbers;
    readonly "stat_sum_pl_2.4_3e-11": number;
  };
  readonly datasets_yaml: {
    readonly stacked: Readonly<Record<"counts" | "counts_off" | "exposure" | "alpha", Numbers>>;
    readonly joint_fit: {
      readonly stat_sum: number;
      readonly parameters: readonly { readonly value: number; readonly error: number }[];
      readonly covariance: Numbers;
    };
  };
}

const open = (path: string) => dataSource("GAMMAKIT_CORPORA", `formats/data/${path}`);
const ratios = (found: ArrayLike<number>, wanted: readonly number[]) =>
  wanted.map((value, i) => (value === found[i] ? 1 : found[i] / value));

describeWith(["GAMMAKIT_CORPORA"], "spectra in OGIP files written by Gammapy", () => {
  let expected: Expected;
  beforeAll(async () => {
    ({ expected } = await readJson<{ expected: Expected }>("GAMMAKIT_CORPORA", "formats/data/expected.json"));
  });

  test("predict and fit as Gammapy's dataset did before it was written", async () => {
    const dataset = await readOgip(open("ogip/pha_obs1.fits"));
    const model = powerLaw({ index: 2.4, amplitude: 3e-11 });
    const wanted = expected.spectrum_onoff_ogip;
    const npred = predictCounts(dataset, [model]);
    // The file has energies and matrix in single precision.
    for (const ratio of ratios(npred, wanted["npred_signal_pl_2.4_3e-11"].values))
      expect(Math.abs(ratio - 1)).toBeLessThan(1e-7);
    const stat = statisticFor(dataset).compile(dataset).value(npred);
    expect(stat).toBeCloseTo(wanted["stat_sum_pl_2.4_3e-11"], 5);
  });

  test("listed in datasets.yaml, are fitted jointly to Gammapy's parameters, errors and statistic", async () => {
    const { datasets, models } = await readDatasets(open("datasets_yaml/datasets.yaml"), { models: "models.yaml" });
    const start = (models?.models ?? []).map((record) => modelFromRecord(record, presetRegistry()));
    const { stat, model, covariance, success } = await fit(datasets as readonly Dataset[], start, {
      optimizer: minuit(),
    });
    const wanted = expected.datasets_yaml.joint_fit;
    expect(success).toBe(true);
    expect(stat).toBeCloseTo(wanted.stat_sum, 4);
    for (const [i, { value, error }] of wanted.parameters.entries()) {
      expect(Math.abs(model.parameters[i].value - value)).toBeLessThanOrEqual(0.01 * error);
    }
    for (const ratio of ratios(covariance ?? [], wanted.covariance.values))
      expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
  });

  test("are stacked as by Gammapy, which stores the sums in single precision", async () => {
    const { datasets } = await readDatasets(open("datasets_yaml/datasets.yaml"));
    const stacked = stackOnOff(datasets as readonly SpectrumDatasetOnOff[]);
    const wanted = expected.datasets_yaml.stacked;
    const { counts, countsOff, acceptance, acceptanceOff, exposure, maskSafe } = stacked;
    const safe = (values: readonly number[]) => values.filter((_, j) => maskSafe[j] === 1);
    expect([...counts]).toEqual(wanted.counts.values);
    expect([...countsOff]).toEqual(wanted.counts_off.values);
    const alpha = acceptance.map((on, j) => on / acceptanceOff[j]);
    for (const ratio of ratios(safe([...alpha]), safe(wanted.alpha.values)))
      expect(Math.abs(ratio - 1)).toBeLessThan(1.2e-7);
    const areas = exposure.map((value) => value * 1e-4);
    for (const ratio of ratios(areas, wanted.exposure.values)) expect(Math.abs(ratio - 1)).toBeLessThan(1.2e-7);
  });
});

interface Instrument {
  readonly totalStat: number;
  readonly counts: readonly number[];
  readonly amplitude: readonly [number, number];
  readonly alpha: readonly [number, number];
  readonly betaLog10: readonly [number, number];
}
type Reference = Readonly<Record<"fermi" | "magic" | "veritas" | "fact" | "hess" | "joint", Instrument>> & {
  readonly fitRangesTeV: Readonly<Record<string, readonly [number, number]>>;
  readonly files: Readonly<Record<string, readonly string[]>>;
};

describeWith(["GAMMAPY_DATA", "GAMMAKIT_REFERENCE"], "the published spectra of the Crab nebula", () => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await readJson<Reference>("GAMMAKIT_REFERENCE", "joint-crab.json");
  });

  const within = (dataset: Dataset, [min, max]: readonly [number, number]) => withFitRange(dataset, min, max);

  test.each(["fermi", "magic", "veritas", "fact", "hess"] as const)(
    "of %s have the reference's counts and statistic",
    async (name) => {
      const { amplitude, alpha, betaLog10, counts, totalStat } = reference[name];
      let total = 0;
      const model = logParabola({
        amplitude: amplitude[0],
        alpha: alpha[0],
        beta: betaLog10[0] / Math.LN10,
        reference: 1,
      });
      for (const [i, file] of reference.files[name].entries()) {
        const whole = await readOgip(dataSource("GAMMAPY_DATA", `joint-crab/spectra/${name}/${file}`));
        const dataset = within(whole, reference.fitRangesTeV[name]);
        const used = dataset.counts.filter((_, j) => dataset.maskSafe[j] && dataset.maskFit?.[j]);
        expect(used.reduce((sum, n) => sum + n, 0)).toBe(counts[i]);
        total += statisticFor(dataset)
          .compile(dataset)
          .value(predictCounts(dataset, [model]));
      }
      // Not dataset by dataset: those of the reference are at parameters a small step away, which their sum does not feel.
      expect(total).toBeCloseTo(totalStat, 5);
    },
  );

  const instruments = ["fermi", "magic", "veritas", "fact", "hess"] as const;
  test.each([...instruments.map((name) => [name, [name]] as const), ["joint", instruments] as const])(
    "of %s, fitted, have the reference's parameters, errors and statistic",
    async (which, names) => {
      const datasets = await Promise.all(
        names.flatMap((name) =>
          reference.files[name].map(async (file) => {
            const source = dataSource("GAMMAPY_DATA", `joint-crab/spectra/${name}/${file}`);
            return within(await readOgip(source), reference.fitRangesTeV[name]);
          }),
        ),
      );
      const start = logParabola({ amplitude: 4e-11, alpha: 2.5, beta: 0.3 / Math.LN10, reference: 1 });
      const { stat, model, success } = await fit(datasets, start, { optimizer: minuit() });
      const { amplitude, alpha, betaLog10, totalStat, counts } = reference[which];
      expect([success, datasets.length]).toEqual([true, counts.length]);
      expect(stat - totalStat).toBeLessThan(1e-4);
      expect(totalStat - stat).toBeLessThan(1e-3);
      const wanted = { amplitude, alpha, beta: betaLog10.map((value) => value / Math.LN10) };
      for (const [name, [value, error]] of Object.entries(wanted)) {
        const found = model.parameters.find((parameter) => parameter.name === name);
        expect(Math.abs((found?.value ?? 0) - value)).toBeLessThan(0.01 * error);
        expect(Math.abs((found?.error ?? 0) / error - 1)).toBeLessThan(0.01);
      }
    },
  );
});
