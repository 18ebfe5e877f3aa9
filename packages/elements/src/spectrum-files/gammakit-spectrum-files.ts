import type { PredictedCounts, SpectrumFilesResult } from "@gammakit/analysis";
import { drawCountsChart, shownBins } from "../chart/counts-chart.ts";
import { drawSpectrumChart } from "../chart/spectrum-chart.ts";
import { spectrumTable } from "../chart/spectrum-table.ts";
import { WorkError } from "../client/work-error.ts";
import { html } from "../dom/build.ts";
import { type ChartPanel, createChartPanel } from "../dom/chart-panel.ts";
import { createNumbersTable } from "../dom/numbers-table.ts";
import { warningsText } from "../dom/warnings.ts";
import { spectraSettings, withSpectra } from "../job/spectra-settings.ts";
import type { DataSource, JobObject, ListedSpectrum, OpenInput, SpectraOutput, TableFormat } from "../protocol.ts";
import { WorkElement } from "../work-element.ts";
import { createSpectraControls } from "./controls.ts";
import { createFitText } from "./fit-text.ts";
import { createSpectraList } from "./spectra-list.ts";

/** Decimals of counts that are no whole numbers. */
const digits = 1;

/**
 * `<gammakit-spectrum-files src="PHA FILE" job="JOB FILE">`: a spectrum from files of spectra that were reduced before, of one telescope
 * or several, fitted in the page anew while a person chooses the model, the energies and which of them count.
 */
export class GammakitSpectrumFiles extends WorkElement {
  private readonly list = createSpectraList((files) => this.edit((job) => withSpectra(job, files, this.entries)));
  private readonly controls = createSpectraControls((change) => this.edit(change));
  private readonly fit = createFitText();
  private readonly spectrum = createChartPanel({
    title: "Spectrum",
    mark: "Spectrum of counts",
    pick: (row) => this.choose(row),
  });
  private readonly counts = createChartPanel({
    title: "Counts, and what the fit predicts",
    mark: "Spectrum of counts",
    pick: (row) => this.choose(row),
  });
  private readonly shownField = html("select", {});
  private readonly shown = html("label", {}, html("span", {}, "Counts shown of"), this.shownField);
  private readonly points = createNumbersTable("The numbers of the spectrum");
  private readonly bins = createNumbersTable("The numbers of the counts");
  private readonly warnings = warningsText();
  private listed: readonly ListedSpectrum[] = [];
  /** How a job names the spectra that were found. */
  private entries: readonly JobObject[] = [];
  /** The files that were there before others were added, which alone are new to the job. */
  private known: readonly string[] | undefined;
  private output: SpectraOutput | undefined;
  private row = 0;

  constructor() {
    super();
    this.shownField.addEventListener("change", () => this.choose(Number(this.shownField.value)));
    this.controls.root.append(this.shown);
    this.counts.root.append(
      html("p", { class: "hint" }, "The line is what the fit predicts, and the dashed one the background alone."),
    );
    this.content.append(
      html(
        "div",
        { class: "layout" },
        html("div", { class: "side" }, this.list.root, this.controls.root, this.fit.root),
        html("div", { class: "charts" }, this.spectrum.root, this.counts.root),
      ),
      this.warnings.root,
      this.points.root,
      this.bins.root,
    );
    this.content.hidden = true;
  }

  /** The last result, as result.json has it; undefined before there is one. */
  get result(): SpectrumFilesResult | undefined {
    return this.output?.result;
  }

  /** Number of the spectrum whose counts are shown, among those that are fitted. */
  get selected(): number {
    return this.row;
  }

  set selected(row: number) {
    this.choose(row);
  }

  /** Opens what another shows with more files: those that are new and can be used take part in its job. */
  openMore(source: DataSource, { listed, value }: GammakitSpectrumFiles): void {
    this.known = value && listed.filter(({ fault }) => fault === null).map(({ file }) => file);
    this.open(source, value);
  }

  async table(format: TableFormat): Promise<string> {
    return this.openClient().call("spectra/table", { format });
  }

  protected panels(): readonly ChartPanel[] {
    return [this.spectrum, this.counts];
  }

  protected async openData(input: OpenInput, signal: AbortSignal): Promise<JobObject> {
    const opened = await this.ask("spectra/open", input, "Reading the spectra", signal);
    const { known } = this;
    [this.listed, this.entries, this.known] = [opened.spectra, opened.entries, undefined];
    this.output = undefined;
    this.list.show(opened.spectra, opened.unused);
    this.controls.take(opened.spectra);
    if (known === undefined) return opened.job;
    const fresh = opened.spectra.filter(
      ({ file, fault, repeats }) => fault === null && repeats === null && !known.includes(file),
    );
    const files = spectraSettings(opened.job).spectra.map(({ file }) => file);
    return withSpectra(opened.job, [...files, ...fresh.map(({ file }) => file)], opened.entries);
  }

  protected reflect(job: JobObject): void {
    this.list.choose(spectraSettings(job).spectra.map(({ file }) => file));
    this.controls.show(job);
  }

  protected async compute(job: JobObject, signal: AbortSignal): Promise<void> {
    // Where files are wrong, the list of them says why.
    this.content.hidden = false;
    if (spectraSettings(job).spectra.length === 0) {
      const message = "No spectrum is ticked. Tick one that is to be fitted.";
      throw new WorkError({ code: "invalid-input", message });
    }
    const output = await this.ask("spectra/update", { job }, "Fitting", signal);
    const { result, counts, bytes, milliseconds } = output;
    this.output = output;
    this.row = Math.min(this.row, Math.max(0, counts.length - 1));
    this.draw();
    this.fit.show(result);
    this.warnings.show(result.warnings);
    const how = result.stacked === null ? "jointly" : "stacked";
    const number = result.datasets.length;
    const fitted = number === 1 ? "1 spectrum fitted" : `${number} spectra fitted ${how}`;
    this.status.say(`${fitted}, ${milliseconds.toFixed(0)} ms`);
    this.status.memory(bytes);
    this.announce({ job, result, milliseconds }, result.provenance.attribution);
  }

  private draw(): void {
    const { spectrum, counts = [] } = this.output ?? {};
    const shown = counts[this.row];
    const common = { count: counts.length, selected: this.row, words: wordsOf(shown) };
    for (const { root } of [this.spectrum, this.points]) root.hidden = spectrum === undefined;
    if (spectrum !== undefined) {
      this.spectrum.show({
        ...common,
        draw: (width) => ({ root: drawSpectrumChart(spectrum, width), pick: () => undefined }),
      });
      this.points.show(() => spectrumTable(spectrum));
    }
    for (const { root } of [this.counts, this.bins]) root.hidden = shown === undefined;
    this.shown.hidden = counts.length < 2;
    this.shownField.replaceChildren(...counts.map(({ name }, k) => html("option", { value: k }, name)));
    this.shownField.value = String(this.row);
    if (shown === undefined) return;
    this.counts.setTitle(`Counts of ${shown.name}, and what the fit predicts`);
    this.counts.show({
      ...common,
      draw: (width) => ({ root: drawCountsChart(shown, width), pick: () => undefined }),
    });
    this.bins.show(() => countsTable(shown));
  }

  private choose(row: number): void {
    const count = this.output?.counts.length ?? 0;
    if (row < 0 || (count > 0 && row >= count) || row === this.row) return;
    this.row = row;
    this.draw();
    this.dispatchEvent(new CustomEvent("gammakit-select", { detail: { row }, bubbles: true, composed: true }));
  }

  private edit(change: (job: JobObject) => JobObject): void {
    if (this.value !== undefined) this.change(change(this.value));
  }
}

function wordsOf(spectrum: PredictedCounts | undefined): string {
  if (spectrum === undefined) return "no spectrum";
  const { name, counts, predicted, fitted } = spectrum;
  const sum = (values: Float64Array) => fitted.reduce((total, k) => total + values[k], 0);
  const expected = predicted === undefined ? "" : `, ${sum(predicted).toFixed(digits)} predicted`;
  return `${name}, ${sum(counts)} counts in ${fitted.length} bins${expected}`;
}

/** Counts, background and prediction of each bin that is drawn. */
function countsTable(spectrum: PredictedCounts) {
  const { energyEdges, counts, background, predicted, fitted, residuals } = spectrum;
  return {
    heads: ["Energy [TeV]", "Counts", "Background", "Predicted", "Residual [σ]"],
    rows: shownBins(spectrum).map((k) => {
      const residual = fitted.includes(k) ? residuals.find(({ eMin }) => eMin === energyEdges[k]) : undefined;
      return [
        `${Number(energyEdges[k].toPrecision(3))} to ${Number(energyEdges[k + 1].toPrecision(3))}`,
        String(counts[k]),
        background[k].toFixed(digits),
        predicted?.[k].toFixed(digits) ?? "–",
        residual?.value.toFixed(2).replace("-", "−") ?? "not fitted",
      ];
    }),
    selected: -1,
  };
}
