import type { TimeResolvedResult } from "@gammakit/analysis";
import type { SkyPosition } from "@gammakit/core";
import { drawPathChart } from "../chart/path-chart.ts";
import { drawSpectrumChart } from "../chart/spectrum-chart.ts";
import { spectrumTable } from "../chart/spectrum-table.ts";
import { drawTimeChart, quantityTitle, type TimeRow } from "../chart/time-chart.ts";
import { createLatestWins } from "../client/latest-wins.ts";
import { html } from "../dom/build.ts";
import { type ChartPanel, createChartPanel } from "../dom/chart-panel.ts";
import { createNumbersTable, measurementText } from "../dom/numbers-table.ts";
import { warningsText } from "../dom/warnings.ts";
import { withValue } from "../job/edit-job.ts";
import { seriesSettings } from "../job/series-settings.ts";
import type { IntervalSpectrum, JobObject, OpenInput, SeriesOutput, TableFormat } from "../protocol.ts";
import { WorkElement } from "../work-element.ts";
import { createSeriesControls } from "./controls.ts";
import { createOnRegionView } from "./on-region.ts";
import { clockText, fluxRows, meanOf, parameterRows, pathRows, rangeOf, shapeOf, stepsOf, timesOf } from "./rows.ts";
import { createRunList } from "./run-list.ts";

/** How long a job rests [ms] before what takes longer is computed too. */
const rest = 350;

/**
 * `<gammakit-time-series src="FOLDER" job="JOB FILE">`: spectra of a source in time, computed in the page from a DL3 folder,
 * anew while a person moves the ON region, the intervals and the energies.
 */
export class GammakitTimeSeries extends WorkElement {
  private readonly sky = createOnRegionView({
    move: ({ lon, lat }) =>
      this.edit((job) => withValue(withValue(job, ["on", "lon"], `${lon} deg`), ["on", "lat"], `${lat} deg`)),
    resize: (radius) => this.edit((job) => withValue(job, ["on", "radius"], `${radius} deg`)),
  });
  private readonly controls = createSeriesControls({
    edit: (change) => this.edit(change),
    refuse: (words) => this.tell(words),
  });
  private readonly runs = createRunList((ids) =>
    this.edit((job) => {
      const { select: _, ...data } = job.data as JobObject;
      return { ...job, data: { ...data, obsIds: ids } };
    }),
  );
  private readonly flux = this.panel("Light curve");
  private readonly shape = this.panel("Index against time");
  private readonly path = this.panel("Index against flux");
  private readonly spectrum = this.panel("Spectrum of the interval");
  private readonly numbers = createNumbersTable("The numbers of all intervals");
  private readonly spectrumNumbers = createNumbersTable("The numbers of the spectrum");
  private readonly warnings = warningsText();
  private readonly spectra = createLatestWins((interval: number) => this.readSpectrum(interval));
  private imageCenter: SkyPosition | undefined;
  private output: SeriesOutput | undefined;
  private shown: IntervalSpectrum | undefined;
  private interval = 0;
  /** Whether somebody has chosen the interval, or the brightest was chosen for them. */
  private isChosen = false;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private finishing: AbortController | undefined;

  constructor() {
    super();
    const charts = [this.flux, this.shape, this.path, this.spectrum].map(({ root }) => root);
    this.content.append(
      html(
        "div",
        { class: "layout" },
        html(
          "div",
          { class: "side" },
          html(
            "div",
            { class: "panel", part: "panel" },
            html("h3", {}, "Counts"),
            this.sky.root,
            html(
              "p",
              { class: "hint" },
              "Click or drag to move the ON region; the white circles measure the background of the chosen interval.",
            ),
          ),
          this.controls.root,
          this.runs.root,
        ),
        html("div", { class: "charts two" }, ...charts),
      ),
      this.warnings.root,
      this.numbers.root,
      this.spectrumNumbers.root,
    );
    this.content.hidden = true;
  }

  /** The last result, as result.json has it; undefined before there is one. */
  get result(): TimeResolvedResult | undefined {
    return this.output?.result;
  }

  /** Number of the chosen interval, among those with data. */
  get selected(): number {
    return this.interval;
  }

  set selected(interval: number) {
    this.choose(interval);
  }

  async table(format: TableFormat): Promise<string> {
    return this.openClient().call("series/table", { format });
  }

  protected panels(): readonly ChartPanel[] {
    return [this.flux, this.shape, this.path, this.spectrum];
  }

  override cancel(): void {
    const { finishing } = this;
    super.cancel();
    if (finishing === undefined) return;
    this.status.progress("", undefined);
    this.status.say("Canceled.");
  }

  protected override leaveJob(): void {
    clearTimeout(this.resting);
    this.finishing?.abort();
    super.leaveJob();
  }

  protected async openData(input: OpenInput, signal: AbortSignal): Promise<JobObject> {
    const opened = await this.ask("series/open", input, "Opening the data", signal);
    this.runs.show(opened.runs);
    [this.output, this.shown, this.imageCenter] = [undefined, undefined, undefined];
    return opened.job;
  }

  protected reflect(job: JobObject): void {
    const { on } = seriesSettings(job);
    // The image stays where it is while the ON region moves in it.
    if (on !== undefined && (this.imageCenter === undefined || !this.sky.holds(on)))
      this.imageCenter = { frame: on.frame, lon: on.lon, lat: on.lat };
    this.controls.show(job);
    this.sky.showOn(on);
  }

  protected async compute(job: JobObject, signal: AbortSignal): Promise<void> {
    clearTimeout(this.resting);
    this.finishing?.abort();
    await this.update(job, true, signal);
    // How it varies takes longer, and nobody reads it while things move.
    this.resting = setTimeout(() => void this.finish(job), rest);
  }

  private async finish(job: JobObject): Promise<void> {
    if (!this.isConnected || this.value !== job) return;
    const finishing = new AbortController();
    this.finishing = finishing;
    try {
      await this.update(job, false, finishing.signal);
    } catch {
      // The fits are there, and what follows from them is told with the next.
      if (!finishing.signal.aborted) this.status.progress("", undefined);
    } finally {
      if (this.finishing === finishing) this.finishing = undefined;
    }
  }

  private async update(job: JobObject, isQuick: boolean, signal: AbortSignal): Promise<void> {
    const center = this.imageCenter && { imageCenter: this.imageCenter };
    const input = { job, isQuick, interval: this.interval, ...center };
    const output = await this.ask("series/update", input, "Reading and fitting", signal);
    if (isQuick || (this.value === job && !signal.aborted)) this.show(output, job);
  }

  private show(output: SeriesOutput, job: JobObject): void {
    const { result, image, spectrum, bytes, milliseconds } = output;
    this.content.hidden = false;
    const isFirst = this.output === undefined;
    this.output = output;
    this.shown = spectrum;
    this.interval = Math.min(this.interval, Math.max(0, result.bins.length - 1));
    if (image !== undefined) this.sky.showImage(image);
    // Boxes that a person has changed since stay as they are.
    if (this.value === job) this.runs.choose(result.observations);
    this.drawCharts();
    this.warnings.show(result.warnings);
    const good = result.bins.filter(({ success }) => success).length;
    this.status.progress("", undefined);
    this.status.say(`${good} of ${result.bins.length} fits converged, ${milliseconds.toFixed(0)} ms`);
    this.status.memory(bytes);
    this.announce({ job, result, milliseconds }, result.provenance.attribution);
    // The brightest interval says most about the source.
    if (isFirst && !this.isChosen) this.choose(brightest(result));
  }

  private drawCharts(): void {
    const { result } = this.output ?? {};
    if (result === undefined) return;
    const [range, flux, shape] = [rangeOf(result), fluxRows(result), shapeOf(result)];
    const band = result.bins[0]?.integralFlux;
    this.flux.setTitle(band === undefined ? "Light curve" : `Light curve, ${band.eMinTeV} to ${band.eMaxTeV} TeV`);
    const common = { count: result.bins.length, selected: this.interval, words: this.wordsOf(result) };
    const time = (panel: ChartPanel, quantity: string, unit: string, rows: readonly TimeRow[], name: string) => {
      const mean = meanOf(result, name);
      const steps = name === "flux" ? stepsOf(result) : [];
      panel.show({
        ...common,
        draw: (width) =>
          drawTimeChart({ quantity, unit, rows, range, selected: this.interval, steps, ...(mean && { mean }) }, width),
      });
    };
    time(this.flux, "Flux", "cm-2 s-1", flux, "flux");
    for (const panel of [this.shape, this.path]) panel.root.hidden = shape === undefined;
    if (shape !== undefined) {
      const name = shape.name === "index" ? "Index" : shape.name;
      this.shape.setTitle(`${name} against time`);
      this.path.setTitle(
        `${name} against flux${band === undefined ? "" : `, ${band.eMinTeV} to ${band.eMaxTeV} TeV`}, in order of time`,
      );
      time(this.shape, name, shape.unit, parameterRows(result, shape), shape.name);
      const rows = pathRows(result, shape);
      this.path.show({
        ...common,
        draw: (width) =>
          drawPathChart(
            {
              x: { quantity: "Flux", unit: "cm-2 s-1" },
              y: { quantity: name, unit: shape.unit },
              rows,
              selected: this.interval,
            },
            width,
          ),
      });
    }
    this.sky.showOff(result.datasets, result.bins[this.interval]?.datasets ?? []);
    this.numbers.show(() => this.tableContent(result));
    this.drawSpectrum();
  }

  private drawSpectrum(): void {
    const { result } = this.output ?? {};
    const spectrum = this.shown;
    if (result === undefined) return;
    const bin = result.bins[this.interval];
    const when = bin && timesOf(bin).map((at) => clockText(at));
    this.spectrum.setTitle(when === undefined ? "Spectrum" : `Spectrum, ${when[0]} to ${when[1]} UTC`);
    for (const { root } of [this.spectrum, this.spectrumNumbers]) root.hidden = spectrum === undefined;
    if (spectrum === undefined) return;
    this.spectrum.show({
      count: result.bins.length,
      selected: this.interval,
      words: this.wordsOf(result),
      draw: (width) => ({ root: drawSpectrumChart(spectrum, width), pick: () => undefined }),
    });
    this.spectrumNumbers.show(() => spectrumTable(spectrum));
  }

  private choose(interval: number): void {
    const count = this.output?.result.bins.length ?? 0;
    if (interval < 0 || (count > 0 && interval >= count)) return;
    this.isChosen = true;
    if (interval === this.interval) return;
    this.interval = interval;
    this.drawCharts();
    if (this.output !== undefined) this.spectra.wish(interval);
    this.dispatchEvent(new CustomEvent("gammakit-select", { detail: { interval }, bubbles: true, composed: true }));
  }

  private async readSpectrum(interval: number): Promise<void> {
    const spectrum = await this.workerClient()
      .call("series/spectrum", { interval })
      .catch(() => undefined);
    if (interval !== this.interval) return;
    this.shown = spectrum;
    this.drawSpectrum();
  }

  private edit(change: (job: JobObject) => JobObject): void {
    if (this.value !== undefined) this.change(change(this.value));
  }

  private panel(title: string): ChartPanel {
    return createChartPanel({ title, mark: "Interval", pick: (interval) => this.choose(interval) });
  }

  private wordsOf(result: TimeResolvedResult): string {
    const bin = result.bins[this.interval];
    if (bin === undefined) return "no interval";
    const [start, stop] = timesOf(bin).map((at) => clockText(at));
    const free = bin.parameters.filter(({ frozen }) => !frozen);
    const values = free.map(({ name, value, error }) => `${name} ${measurementText(value, error)}`);
    return [
      `${start} to ${stop} UTC`,
      `flux ${measurementText(bin.integralFlux.value, bin.integralFlux.error)}`,
      ...values,
    ].join(", ");
  }

  private tableContent(result: TimeResolvedResult) {
    const free = (result.bins[0]?.parameters ?? []).filter(({ frozen }) => !frozen);
    const band = result.bins[0]?.integralFlux;
    const flux = band === undefined ? "Flux" : `Flux, ${band.eMinTeV} to ${band.eMaxTeV} TeV`;
    return {
      heads: [
        "Interval (UTC)",
        "Status",
        quantityTitle(flux, "cm-2 s-1", 0),
        ...free.map(({ name, unit }) => quantityTitle(name, unit, 0)),
      ],
      rows: result.bins.map((bin) => {
        const [start, stop] = timesOf(bin);
        const values = free.map(({ name }) => {
          const found = bin.parameters.find((parameter) => parameter.name === name);
          return measurementText(found?.value ?? null, found?.error ?? null);
        });
        const { value, error } = bin.integralFlux;
        return [
          `${clockText(start, true)} to ${clockText(stop)}`,
          bin.status,
          measurementText(value, error),
          ...values,
        ];
      }),
      selected: this.interval,
    };
  }
}

function brightest({ bins }: TimeResolvedResult): number {
  return bins.reduce(
    (best, bin, k) => ((bin.integralFlux.value ?? 0) > (bins[best].integralFlux.value ?? 0) ? k : best),
    0,
  );
}
