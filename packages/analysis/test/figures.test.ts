import { describeWith } from "@gammakit-tools/vitest/data";
import { beforeAll, expect, test } from "vitest";
import {
  type LightCurveRun,
  lightCurveFigures,
  lightCurveJob,
  type SpectrumRun,
  spectrumFigures,
  spectrumJob,
} from "../src/index.ts";
import { crabJob } from "./crab-job.ts";
import { nightJob } from "./light-curve-job.ts";
import { storeHost } from "./store-host.ts";

interface Layers {
  readonly layer: readonly { readonly data: { readonly values: readonly Record<string, number>[] } }[];
}

async function figureOf(run: SpectrumRun, name: string) {
  const found = (await spectrumFigures(run)).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no figure "${name}"`);
  return found;
}

describeWith(["GAMMAPY_DATA"], "figures of the Crab nebula", () => {
  let run: SpectrumRun;
  let fine: SpectrumRun;

  beforeAll(async () => {
    run = await spectrumJob(crabJob, await storeHost());
    const fluxPoints = { ...crabJob.fluxPoints, normScan: { min: 0.2, max: 5, count: 1001 } };
    fine = await spectrumJob({ ...crabJob, fluxPoints }, await storeHost());
  });

  test("the line of a likelihood from eleven norms is within 0.15 of that from a thousand", async () => {
    for (const name of ["likelihood", "likelihood-5", "likelihood-9"]) {
      const [few, many] = await Promise.all(
        [run, fine].map(async (one) => {
          const { layer } = (await figureOf(one, name)).figure.spec as unknown as Layers;
          return layer[layer.length - 1].data.values;
        }),
      );
      const apart = many.map(({ value, rise }) => {
        const k = few.findIndex((one) => one.value >= value);
        if (k < 1) return 0;
        const t = (value - few[k - 1].value) / (few[k].value - few[k - 1].value);
        return Math.abs(rise - few[k - 1].rise - t * (few[k].rise - few[k - 1].rise));
      });
      expect(Math.max(...apart), name).toBeLessThan(0.15);
    }
  });

  test("bands are the asymmetric intervals", async () => {
    const { layer } = (await figureOf(run, "likelihood-9")).figure.spec as unknown as Layers;
    const { norm, normErrn, normErrp } = run.fluxPoints.points[8];
    expect(layer[0].data.values[1]).toEqual({ low: norm - normErrn, high: norm + normErrp });
  });

  test("where the fitted flux is negative, words say why there is neither model nor point", async () => {
    const at = (lat: string, radius: string) => ({
      type: "circle" as const,
      frame: "icrs" as const,
      lon: "83.63 deg",
      lat,
      radius,
    });
    const exclude = [...(crabJob.exclude ?? []), at("22.01 deg", "0.35 deg")];
    const beside = await spectrumJob({ ...crabJob, on: at("22.81 deg", "0.11 deg"), exclude }, await storeHost());
    const { caption, figure } = await figureOf(beside, "spectrum");
    expect(caption).toBe(
      "Residual counts over their error. The fitted model is not drawn: it is nowhere positive, and the axis is logarithmic. No flux point could be measured.",
    );
    expect(JSON.stringify(figure.spec)).not.toContain("E² dN/dE [");
    expect((await figureOf(run, "spectrum")).caption).toMatch(
      /^Flux points on the fitted model, .* over their error\.$/,
    );
  });

  test("flux points that are not positive are counted in the caption", async () => {
    const [first, ...others] = run.fluxPoints.points;
    const points = [{ ...first, norm: -1, isUl: false }, ...others];
    const { caption } = await figureOf({ ...run, fluxPoints: { ...run.fluxPoints, points } }, "spectrum");
    expect(caption).toContain("Not drawn are 1 of 11 flux points:");
  });
});

describeWith(["GAMMAPY_DATA"], "figures of a light curve of short intervals", () => {
  let run: LightCurveRun;
  beforeAll(async () => {
    const time = { start: "2006-07-29T20:30:00", width: "3 min", count: 100 };
    run = await lightCurveJob({ ...nightJob, time, energyEdges: ["0.7 TeV", "3 TeV", "20 TeV"] }, await storeHost());
  });

  test("say how many intervals are in the mean and in the blocks", async () => {
    const captions = (await lightCurveFigures(run)).map(({ caption }) => caption);
    expect(captions[0]).toContain("In the mean, χ², variability and blocks are the 98 of 100 intervals");
    expect(captions[1]).toContain(
      "In the mean, χ² and blocks are the 45 of 100 intervals that have a flux with an error",
    );
  });
});
