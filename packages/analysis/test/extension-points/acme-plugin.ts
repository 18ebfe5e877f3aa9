import {
  type ByteSource,
  type Chain,
  type Dataset,
  defineExtension,
  definePrior,
  defineSpatialModel,
  defineSpectralModel,
  defineTemporalModel,
  type MapDataset,
  type Objective,
  type Plugin,
  type Table,
  type Task,
} from "@gammakit/core";
import { cashStatistic, wstatStatistic } from "@gammakit/fit";
import { readMapDataset } from "@gammakit/io";
import { minuit } from "@gammakit/minuit";

/** What of the plugin was used, in order. */
export const used: string[] = [];

const decay = defineSpectralModel({
  id: "acme/exponential",
  aliases: ["AcmeExponential"],
  summary: "Flux falling as exp(−E/E₀)",
  parameters: {
    amplitude: { value: 1e-10, unit: "cm-2 s-1 TeV-1", min: 0 },
    scale: { value: 0.5, unit: "TeV", min: 1e-3 },
  },
  evaluate(energy, p, out) {
    for (let i = 0; i < out.length; i++) out[i] = p[0] * Math.exp(-energy[i] / p[1]);
  },
});

const cone = defineSpatialModel({
  id: "acme/cone",
  summary: "A cone of one degree",
  parameters: { lon_0: { value: 0, unit: "deg" }, lat_0: { value: 0, unit: "deg" } },
  evaluate(lon, lat, p, out) {
    for (let i = 0; i < out.length; i++) out[i] = Math.max(0, 1 - Math.hypot(lon[i] - p[0], lat[i] - p[1]));
  },
});

const pulse = defineTemporalModel({
  id: "acme/pulse",
  summary: "On for one day",
  parameters: { t_ref: { value: 60000, unit: "d", frozen: true } },
  evaluate(time, _p, out) {
    for (let i = 0; i < out.length; i++) out[i] = time[i] >= 0 && time[i] < 1 ? 1 : 0;
  },
});

const cauchy = definePrior({
  id: "acme/cauchy",
  summary: "A prior with long tails",
  numbers: { at: 0, width: 1 },
  minusTwoLog: (value, { at, width }) => 2 * Math.log(1 + ((value - at) / width) ** 2),
});

const half = defineExtension(
  "statistic",
  { id: "acme/half", summary: "Half of wstat", optionHelp: { factor: "The factor (0.5)" } },
  ({ factor = 0.5 } = {}) => ({
    accepts: (dataset: Dataset) => dataset.kind === "spectrum-on-off" || dataset.kind === "spectrum",
    compile(dataset: Dataset) {
      used.push("statistic");
      const inner = (dataset.kind === "spectrum" ? cashStatistic() : wstatStatistic()).compile(dataset);
      return { value: (npred: Float64Array) => factor * inner.value(npred) };
    },
  }),
);

const follower = defineExtension("optimizer", { id: "acme/follower", summary: "MIGRAD under another name" }, () => ({
  minimize(objective: Objective) {
    used.push("optimizer");
    return minuit().minimize(objective);
  },
}));

const corner = defineExtension("sampler", { id: "acme/corner", summary: "Samples at the start alone" }, () => ({
  sample: ({ names, start, evaluate }: Objective): Chain => ({
    names,
    samples: start,
    logProbability: Float64Array.of(-0.5 * evaluate(start)),
  }),
}));

/** A background maker and a further step in one: it takes a part of the counts for background, above an energy. */
const flatBackground = defineExtension(
  "maker",
  {
    id: "acme/flat-background",
    summary: "A fixed background in every bin",
    optionHelp: { counts: "Counts per bin (1)", above: "Lowest energy [TeV] (0)" },
  },
  ({ counts = 1, above = 0 }: { readonly counts?: number; readonly above?: number } = {}) => ({
    run(dataset: Dataset): Dataset {
      used.push("maker");
      if (dataset.kind !== "spectrum") return dataset;
      return {
        ...dataset,
        background: dataset.background.map((b, j) => (dataset.energyEdges[j] >= above ? counts : b)),
      };
    },
  }),
);

const hardness = defineExtension(
  "estimator",
  {
    id: "acme/hardness-ratio",
    summary: "Counts above an energy over those below",
    optionHelp: { split: "Energy [TeV] (1)", fails: "Whether it throws (false)" },
  },
  ({ split = 1, fails = false }: { readonly split?: number; readonly fails?: boolean } = {}) => ({
    run(datasets: readonly Dataset[]) {
      if (fails) throw new Error("no hardness today");
      let [soft, hard] = [0, 0];
      for (const { counts, energyEdges } of datasets) {
        for (let j = 0; j < counts.length; j++) {
          if (energyEdges[j] < split) soft += counts[j];
          else hard += counts[j];
        }
      }
      return { soft, hard, ratio: hard / soft, undefinedRatio: Number.NaN, edges: datasets[0].energyEdges };
    },
  }),
);

/** A file that begins with ACME, and holds a map dataset behind it. */
const wrapped = defineExtension(
  "reader",
  {
    id: "acme/wrapped-map",
    summary: "A map dataset behind four letters, with its counts taken several times",
    optionHelp: { times: "How often (1)" },
  },
  ({ times = 1 }: { readonly times?: number } = {}) => ({
    sniff: (head: Uint8Array) => new TextDecoder().decode(head.subarray(0, 4)) === "ACME",
    async read(source: ByteSource): Promise<MapDataset> {
      used.push("reader");
      const bytes = await source.read(4, (await source.size()) - 4);
      const map = await readMapDataset({
        name: source.name,
        size: async () => bytes.length,
        read: async (offset, length) => bytes.slice(offset, offset + length),
      });
      return { ...map, counts: { ...map.counts, values: map.counts.values.map((n) => n * times) } };
    },
  }),
);

const names = defineExtension(
  "writer",
  { id: "acme/names", summary: "The names of columns", optionHelp: { separator: "What stands between ( )" } },
  ({ separator = " " } = {}) => ({
    extensions: [".names"],
    accepts: (value: unknown): value is Table => Array.isArray((value as Partial<Table> | null)?.columns),
    write: (table: Table, name: string) => [
      { name, bytes: new TextEncoder().encode(table.columns.map((column) => column.name).join(separator)) },
    ],
  }),
);

const backward = defineExtension("executor", { id: "acme/backward", summary: "The last input first" }, () => ({
  concurrency: 1,
  async *map<Input, Output>({ run }: Task<Input, Output>, inputs: Iterable<Input>) {
    const all = [...inputs].map((input, index) => ({ input, index }));
    for (const { input, index } of all.reverse()) {
      yield { index, attempts: 1, status: "done" as const, value: await run(input, {} as never) };
    }
  },
  close: async () => {},
}));

const title = defineExtension("renderer", { id: "acme/title", summary: "The title of a figure" }, () => ({
  mediaType: "text/plain",
  render: (figure: { readonly title: string }) => figure.title,
}));

/** One extension of every kind, from outside. */
export const acmePlugin: Plugin = {
  name: "@acme/gammakit-plugin",
  contract: 1,
  extensions: [
    decay,
    cone,
    pulse,
    cauchy,
    half,
    follower,
    corner,
    flatBackground,
    hardness,
    wrapped,
    names,
    backward,
    title,
  ],
};
