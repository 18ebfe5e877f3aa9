import {
  createRegistry,
  type Dataset,
  defineExtension,
  type Estimator,
  type Figure,
  GammakitError,
  type Plugin,
  type Renderer,
  type SpectrumDataset,
  type Statistic,
} from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { estimatorConformance, pluginConformance, rendererConformance, statisticConformance } from "../src/index.ts";
import { failuresOf } from "./support/failures.ts";

const dataset: SpectrumDataset = {
  kind: "spectrum",
  name: "toy",
  observationIds: [1],
  gti: { reference: { scale: "tt", day: 53945, fraction: 0 }, start: Float64Array.of(0), stop: Float64Array.of(10) },
  livetime: 10,
  energyEdges: Float64Array.of(1, 2, 4, 8, 16),
  energyTrueEdges: Float64Array.of(1, 16),
  counts: Float64Array.of(5, 0, 2, 9),
  background: Float64Array.of(1, 1, 1, 1),
  exposure: Float64Array.of(1e12),
  edisp: Float64Array.of(0.25, 0.25, 0.25, 0.25),
  maskSafe: Uint8Array.of(1, 1, 1, 1),
  meta: {},
};
const other: Dataset = {
  ...dataset,
  kind: "spectrum-on-off",
  name: "other",
  countsOff: dataset.counts,
  acceptance: dataset.counts,
  acceptanceOff: dataset.counts,
  offRegions: [],
};

/** Neyman's χ² with at least one count per bin, with what may be wrong in it. */
function chiSquare(fault?: string): Statistic {
  const shared = { counts: new Float64Array() };
  return {
    id: "test/chi-square",
    accepts: (given) => given.kind === "spectrum" || fault === "accepts all",
    compile({ counts: given, maskSafe, maskFit }) {
      const own = { counts: given.slice() };
      shared.counts = own.counts;
      const isUsed = (j: number) => (maskSafe[j] !== 0 && maskFit?.[j] !== 0) || fault === "ignores masks";
      const from = () => (fault === "shares its arrays" ? shared.counts : own.counts);
      return {
        value(npred) {
          const counts = from();
          if (fault === "changes the prediction") npred[0] = 1;
          if (fault === "gives NaN" && npred[0] === 0) return Number.NaN;
          let sum = fault === "is not a sum" ? 1 : 0;
          for (let j = 0; j < counts.length; j++) {
            if (isUsed(j)) sum += (counts[j] - npred[j]) ** 2 / Math.max(counts[j], 1);
          }
          return fault === "is constant" ? 0 : sum;
        },
        gradient(npred, out) {
          const counts = from();
          if (fault !== "leaves entries unwritten") out.fill(0);
          for (let j = 0; j < counts.length; j++) {
            if (!isUsed(j)) continue;
            out[j] = (2 * (npred[j] - counts[j])) / Math.max(counts[j], 1);
            if (fault === "has a wrong slope") out[j] *= 1.0001;
          }
        },
      };
    },
  };
}

describe("a statistic that does all", () => {
  for (const { name, run } of statisticConformance(chiSquare(), dataset, { refused: [other] })) test(name, run);
});

test.each([
  ["accepts all", "accepts its datasets and no others", /It accepts the dataset "other"/],
  ["changes the prediction", "leaves the dataset and the prediction as they were", /The prediction differs at 0/],
  ["gives NaN", "gives no NaN for a prediction of nothing", /gives NaN/],
  ["shares its arrays", "two that are compiled do not disturb each other", /changed when another was compiled/],
  ["ignores masks", "bins outside the masks do not count", /outside maskSafe/],
  ["is not a sum", "is the sum over its bins", /even and odd bins/],
  ["is constant", "changes with the prediction in the bins in use", /the same for a prediction twice as large/],
  ["has a wrong slope", "its gradient agrees with differences, and is 0 in bins not in use", /differences give/],
  ["leaves entries unwritten", "its gradient agrees with differences, and is 0 in bins not in use", /is NaN in bin 1/],
])("a statistic that %s is found out", async (fault, name, words) => {
  const failures = await failuresOf(
    statisticConformance(chiSquare(fault), structuredClone(dataset), { refused: [other] }),
  );
  expect(failures.get(name)).toMatch(words);
});

let calls = 0;

/** The sum of counts, with what may be wrong in it. */
function totals(fault?: string): Estimator {
  const kept = { counts: 0, hook: () => 1 };
  return {
    id: "test/totals",
    async run(datasets, models, { signal, onProgress }) {
      if (signal?.aborted && fault === "gives half") return { counts: 0, models: models.length };
      if (signal?.aborted) throw new GammakitError("aborted", "It was aborted.");
      let counts = fault === "remembers" ? calls++ : 0;
      for (const [i, one] of datasets.entries()) {
        counts += one.counts.reduce((a, b) => a + b, 0);
        onProgress?.(fault === "counts down" ? datasets.length - i : i + 1, datasets.length);
      }
      if (fault === "changes its input") datasets[0].counts[0] += 1;
      if (fault === "gives functions") return { counts, hook: kept.hook };
      if (fault === "gives nothing") return undefined;
      if (fault !== "keeps its result") return { counts, models: models.length };
      kept.counts = calls++;
      return kept;
    },
  };
}

const input = () => ({
  datasets: [structuredClone(dataset), other],
  models: [{ id: "power-law", parameters: [] }],
  registry: createRegistry([]),
});

describe("an estimator that does all", () => {
  for (const { name, run } of estimatorConformance(totals(), input())) test(name, run);
});

test.each([
  ["gives half", "ends as aborted, or whole, when aborted", /of an aborted run differs at counts/],
  ["remembers", "gives the same result each time, whatever came between", /differs at counts/],
  ["counts down", "tells progress that does not go back", /Progress goes 2, 1/],
  ["changes its input", "its input stays as it was", /The datasets differs at 0.counts.0|at 0.counts.0: 5 became 6/],
  ["gives functions", "its result can be cloned, and so posted to a worker", /cloned/],
  ["gives nothing", "its result can be cloned, and so posted to a worker", /gives nothing/],
  ["keeps its result", "its result is its own", /cloned|after a second was made/],
])("an estimator that %s is found out", async (fault, name, words) => {
  expect((await failuresOf(estimatorConformance(totals(fault), input()))).get(name)).toMatch(words);
});

/** A picture of the points of a figure, with what may be wrong in it. */
function drawer(fault?: string): Renderer {
  return {
    id: "test/drawer",
    mediaType: fault === "has no media type" ? "svg" : fault === "says PNG" ? "image/png" : "image/svg+xml",
    render({ spec }: Figure) {
      const { mark, data } = spec as { mark?: unknown; data?: { values: { x: number; y: number }[] } };
      if (fault !== "draws anything" && (data === undefined || typeof mark === "number")) {
        throw new GammakitError("invalid-input", "The figure has no points.");
      }
      if (fault === "sorts the points") data?.values.sort((a, b) => b.y - a.y);
      const points = fault === "draws one picture" ? [] : (data?.values ?? []);
      const path = `<path d="M${points.map(({ x, y }) => `${x},${y}`).join("L")}"/>`;
      if (fault === "stops in the middle") return `<svg>${path}`;
      return `<svg>${fault === "draws nothing" ? "" : path}${fault === "numbers pictures" ? calls++ : ""}</svg>`;
    },
  };
}

describe("a renderer that does all", () => {
  for (const { name, run } of rendererConformance(drawer())) test(name, run);
});

test.each([
  ["has no media type", "says what it makes: a media type", /"svg" is not a media type/],
  ["says PNG", "draws a picture of its media type", /do not begin as those of image\/png/],
  ["draws anything", "refuses what is no figure", /is not refused/],
  ["sorts the points", "leaves the figure as it was", /differs at spec.data.values/],
  ["draws one picture", "draws another picture of another figure", /the same picture/],
  ["stops in the middle", "draws a picture of its media type", /ends with <\/svg>/],
  ["draws nothing", "draws a picture of its media type", /nothing in the SVG/],
  ["numbers pictures", "draws the same each time", /The picture differs/],
])("a renderer that %s is found out", async (fault, name, words) => {
  const figure: Figure = {
    kind: "vega-lite",
    title: "",
    spec: { mark: "line", data: { values: [1, 3, 2].map((y, x) => ({ x, y })) } },
  };
  expect((await failuresOf(rendererConformance(drawer(fault), { figure }))).get(name)).toMatch(words);
});

const statistic = defineExtension("statistic", { id: "acme/chi", summary: "A sum of squares" }, () => chiSquare());
const plugin: Plugin = { name: "acme", contract: 1, extensions: [statistic] };

describe("a plugin that is as it should be", () => {
  for (const { name, run } of pluginConformance(plugin, { prefix: "acme" })) test(name, run);
});

const named = (id: string, summary = "A sum of squares") => ({
  extensions: [defineExtension("statistic", { id, summary }, () => chiSquare())],
});
test.each<readonly [string, RegExp, Partial<Plugin>]>([
  ["a registry takes it", /names two statistics "acme\/chi"/, { extensions: [statistic, statistic] }],
  ["it has a name, the version of the contract, and something to add", /no extensions/, { extensions: [] }],
  ["it has a name, the version of the contract, and something to add", /contract 2/, { contract: 2 as 1 }],
  ["ids are kebab-case, with the prefix of the author", /"acme\/ChiSquare" is not kebab-case/, named("acme/ChiSquare")],
  ["ids are kebab-case, with the prefix of the author", /does not begin with "acme\/"/, named("chi")],
  ["every extension says in one line what it is", /has no summary/, named("acme/chi", " ")],
])("a plugin is found out where it does not hold that %s: %s", async (name, words, changes) => {
  expect((await failuresOf(pluginConformance({ ...plugin, ...changes }, { prefix: "acme" }))).get(name)).toMatch(words);
});
