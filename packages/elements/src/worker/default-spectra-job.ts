import type { ListedSpectrum, SpectrumFilesJob } from "@gammakit/analysis";
import { backgroundOf, type Dataset, fittedBins } from "@gammakit/core";

/** A file that can be used. */
export type UsableSpectrum = ListedSpectrum & { readonly dataset: Dataset };

/** The slope from which a fit starts where nothing is known. */
const index = 2.5;

/** The job to begin with on spectra of which nothing else is known: a power law through what they have counted. */
export function defaultSpectraJob(spectra: readonly UsableSpectrum[], nameOf: Naming): SpectrumFilesJob {
  const datasets = spectra.map(({ dataset }) => dataset);
  const [low, high] = rangeOf(datasets);
  const reference = Number(Math.sqrt(low * high).toPrecision(1));
  const holds = low <= 1 && high >= 10;
  return {
    job: "spectrum-files",
    spectra: spectra.map((one) => spectrumEntry(one, nameOf)),
    model: {
      type: "power-law",
      parameters: {
        index,
        amplitude: `${amplitudeOf(datasets, reference).toExponential(1)} cm-2 s-1 TeV-1`,
        reference: { value: `${reference} TeV`, frozen: true },
      },
    },
    fit: { optimizer: "minuit" },
    stack: false,
    integralFlux: holds ? { min: "1 TeV", max: "10 TeV" } : { min: `${low} TeV`, max: `${high} TeV` },
  };
}

/** A spectrum as a job names it. */
export function spectrumEntry({ file, dataset }: UsableSpectrum, nameOf: Naming) {
  const name = nameOf(file, dataset);
  return name === dataset.name ? { file } : { file, name };
}

/** What a spectrum is called in the results. */
export type Naming = (file: string, dataset: Dataset) => string;

/** Lowest and highest energy [TeV] of the bins that a fit of the datasets uses, or of all bins where it uses none. */
function rangeOf(datasets: readonly Dataset[]): readonly [number, number] {
  const used = datasets.flatMap((dataset) => usedRange(dataset) ?? []);
  const ends = used.length > 0 ? used : datasets.flatMap(({ energyEdges }) => [...energyEdges]);
  const positive = ends.filter((end) => end > 0);
  return [Math.min(...positive), Math.max(...positive)].map((end) => Number(end.toPrecision(3))) as [number, number];
}

/** Lowest and highest energy [TeV] of the bins that a fit uses; undefined where it uses none. */
export function usedRange(dataset: Dataset): readonly [number, number] | undefined {
  const bins = fittedBins(dataset);
  if (bins.length === 0) return undefined;
  const { energyEdges } = dataset;
  // No model can be drawn at 0.
  return [energyEdges[bins[0]] || energyEdges[bins[0] + 1], energyEdges[bins[bins.length - 1] + 1]];
}

/** dN/dE [cm-2 s-1 TeV-1] at which a power law predicts the excess, were all energies measured exactly; a small one without an excess. */
function amplitudeOf(datasets: readonly Dataset[], reference: number): number {
  let [excess, unit] = [0, 0];
  for (const dataset of datasets) {
    const background = backgroundOf(dataset);
    for (const k of fittedBins(dataset)) excess += dataset.counts[k] - background[k];
    const [low, high] = usedRange(dataset) ?? [1, 0];
    const { energyTrueEdges: edges, exposure } = dataset;
    for (let k = 0; k < exposure.length; k++) {
      const middle = Math.sqrt(edges[k] * edges[k + 1]);
      if (middle > low && middle < high)
        unit += exposure[k] * (middle / reference) ** -index * (edges[k + 1] - edges[k]);
    }
  }
  const amplitude = excess / unit;
  return amplitude > 0 && amplitude < Number.POSITIVE_INFINITY ? amplitude : 1e-12;
}
