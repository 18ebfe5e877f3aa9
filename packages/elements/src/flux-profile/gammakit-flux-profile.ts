import type { FluxProfileResult } from "@gammakit/analysis";
import { drawProfileChart, type ProfilePoint } from "../chart/profile-chart.ts";
import { html } from "../dom/build.ts";
import { type ChartPanel, createChartPanel } from "../dom/chart-panel.ts";
import { createNumbersTable, measurementText } from "../dom/numbers-table.ts";
import { createSlider } from "../dom/slider.ts";
import { warningsText } from "../dom/warnings.ts";
import { withValue } from "../job/edit-job.ts";
import { profileRegions, withRegions } from "../job/profile-settings.ts";
import type { JobObject, OpenInput, ProfileOutput, TableFormat } from "../protocol.ts";
import { WorkElement } from "../work-element.ts";
import { createPathFields } from "./path-fields.ts";
import { createRegionsView } from "./regions-view.ts";

type Energy = FluxProfileResult["rows"][number]["energies"][number];

/**
 * `<gammakit-flux-profile src="MAP" job="JOB FILE">`: the flux along a path over a map or in rings, computed in the page anew while a
 * person draws.
 */
export class GammakitFluxProfile extends WorkElement {
  private readonly map = createRegionsView((change) => this.edit((job) => withRegions(job, change)));
  private readonly path = createPathFields({
    change: (change) => this.edit((job) => withRegions(job, change)),
    refuse: (words) => this.tell(words),
  });
  private readonly flux = createChartPanel({ title: "Flux profile", mark: "Region", pick: (row) => this.choose(row) });
  private readonly counts = createChartPanel({
    title: "Counts, and what is expected without the source",
    mark: "Region",
    pick: (row) => this.choose(row),
  });
  private readonly numbers = createNumbersTable("The numbers of all regions");
  private readonly warnings = warningsText();
  private readonly height = createSlider("Height of the rectangles", { min: 0.2, max: 10, step: 0.05 }, (degrees) =>
    this.edit((job) =>
      withRegions(job, profileRegions(job)?.type === "annuli" ? { radiusMax: degrees } : { height: degrees }),
    ),
  );
  private readonly number = createSlider("Regions", { min: 2, max: 120, step: 1 }, (count) =>
    this.edit((job) => withRegions(job, { count })),
  );
  private readonly index = createSlider("Index of the reference spectrum", { min: 1.5, max: 4, step: 0.05 }, (index) =>
    this.edit((job) => withValue(job, ["model", "parameters", "index"], Number(index.toFixed(3)))),
  );
  private readonly hint = html("p", { class: "hint" });
  private readonly band = html("select", {});
  private readonly bandField = html("label", {}, html("span", {}, "Energies"), this.band);
  private output: ProfileOutput | undefined;
  private row = 0;
  /** Whether somebody has chosen the region, or the brightest was chosen for them. */
  private isChosen = false;

  constructor() {
    super();
    this.band.addEventListener("change", () => this.draw());
    const controls = html(
      "div",
      { class: "panel controls", part: "panel controls" },
      this.height.root,
      this.number.root,
      this.path.root,
      this.index.root,
      this.bandField,
    );
    this.content.append(
      html(
        "div",
        { class: "layout wide" },
        html(
          "div",
          { class: "side" },
          html("div", { class: "panel", part: "panel" }, html("h3", {}, "Counts"), this.map.root, this.hint),
          controls,
        ),
        html("div", { class: "charts two" }, this.flux.root, this.counts.root),
      ),
      this.warnings.root,
      this.numbers.root,
    );
    this.content.hidden = true;
  }

  /** The last result, as result.json has it; undefined before there is one. */
  get result(): FluxProfileResult | undefined {
    return this.output?.result;
  }

  /** Number of the chosen region. */
  get selected(): number {
    return this.row;
  }

  set selected(row: number) {
    this.choose(row);
  }

  async table(format: TableFormat): Promise<string> {
    return this.openClient().call("profile/table", { format });
  }

  protected panels(): readonly ChartPanel[] {
    return [this.flux, this.counts];
  }

  protected async openData(input: OpenInput, signal: AbortSignal): Promise<JobObject> {
    const opened = await this.ask("profile/open", input, "Opening the data", signal);
    this.content.hidden = false;
    this.output = undefined;
    this.map.showImage(opened.image);
    return opened.job;
  }

  protected reflect(job: JobObject): void {
    const regions = profileRegions(job);
    this.map.showSettings(regions);
    this.path.show(regions);
    if (regions !== undefined) {
      const isRings = regions.type === "annuli";
      const size = isRings ? regions.radiusMax : regions.height;
      this.height.set(size, `${Number(size.toFixed(3))}°`, isRings ? "Outer radius of the rings" : undefined);
      this.hint.textContent = isRings
        ? "Drag the outer edge to its right, or elsewhere the center of the rings."
        : "Drag the ends of the path or its edge; drag elsewhere to draw a new one.";
      this.number.set(regions.count, String(regions.count));
    }
    const index = indexOf(job);
    this.index.root.hidden = index === undefined;
    if (index !== undefined) this.index.set(index, String(index));
  }

  protected async compute(job: JobObject, signal: AbortSignal): Promise<void> {
    const output = await this.ask("profile/update", { job }, "Fitting", signal);
    const { result, bytes, milliseconds } = output;
    const isFirst = this.output === undefined;
    this.output = output;
    if (isFirst && !this.isChosen) this.row = brightest(result);
    this.isChosen = true;
    this.row = Math.min(this.row, result.rows.length - 1);
    const bands = result.rows[0].energies.map(bandText);
    if (bands.join() !== Array.from(this.band.options, ({ text }) => text).join()) {
      this.band.replaceChildren(...bands.map((words, k) => html("option", { value: k }, words)));
    }
    this.bandField.hidden = bands.length < 2;
    this.draw();
    this.warnings.show(result.warnings);
    this.status.say(`${result.rows.length} regions, ${milliseconds.toFixed(0)} ms`);
    this.status.memory(bytes);
    this.announce({ job, result, milliseconds }, result.provenance.attribution);
  }

  private draw(): void {
    const { result } = this.output ?? {};
    if (result === undefined) return;
    const energies = result.rows.map((row) => row.energies[Number(this.band.value) || 0]);
    const [{ eRefTeV }] = energies;
    this.flux.setTitle(`Flux profile at ${short(eRefTeV)} TeV, of counts from ${bandText(energies[0])}`);
    this.counts.setTitle(`Counts from ${bandText(energies[0])}, and what is expected without the source`);
    const distance = result.rows[0].region.shape === "annulus" ? "Distance from the center" : "Distance along the path";
    const place = (k: number) => ({ low: result.rows[k].xMinDeg, high: result.rows[k].xMaxDeg });
    const points = energies.map(
      ({ dnde, isUl }, k): ProfilePoint => ({
        ...place(k),
        value: number(dnde.value),
        error: number(dnde.err),
        limit: number(dnde.ul),
        isLimit: isUl,
      }),
    );
    const counts = energies.map(
      (energy, k): ProfilePoint => ({
        ...place(k),
        value: energy.npred === null ? Number.NaN : energy.counts,
        error: Math.sqrt(energy.counts),
        limit: Number.NaN,
        isLimit: false,
      }),
    );
    const line = { label: "background", values: energies.map(({ npredBackground }) => number(npredBackground)) };
    const common = { count: result.rows.length, selected: this.row, words: this.wordsOf(energies[this.row]) };
    this.flux.show({
      ...common,
      draw: (width) =>
        drawProfileChart({ distance, quantity: "dN/dE", unit: "cm-2 s-1 TeV-1", points, selected: this.row }, width),
    });
    this.counts.show({
      ...common,
      draw: (width) =>
        drawProfileChart({ distance, quantity: "Counts", unit: "", points: counts, selected: this.row, line }, width),
    });
    this.map.showRows(result.rows, this.row);
    this.numbers.show(() => tableContent(result, energies, this.row));
  }

  private wordsOf(energy: Energy | undefined): string {
    if (energy === undefined) return "no region";
    const { dnde, isUl, counts, sqrtTs } = energy;
    const flux = isUl ? `below ${measurementText(dnde.ul, null)}` : measurementText(dnde.value, dnde.err);
    return `region ${this.row + 1}, ${counts} counts, flux ${flux} per cm² s TeV, significance ${sqrtTs?.toFixed(1) ?? "unknown"}`;
  }

  private choose(row: number): void {
    const count = this.output?.result.rows.length ?? 0;
    if (row < 0 || (count > 0 && row >= count)) return;
    this.isChosen = true;
    if (row === this.row) return;
    this.row = row;
    this.draw();
    this.dispatchEvent(new CustomEvent("gammakit-select", { detail: { row }, bubbles: true, composed: true }));
  }

  private edit(change: (job: JobObject) => JobObject): void {
    if (this.value !== undefined) this.change(change(this.value));
  }
}

function tableContent(result: FluxProfileResult, energies: readonly Energy[], selected: number) {
  return {
    heads: [
      "Distance [deg]",
      "Counts",
      "Background",
      "√TS",
      `dN/dE at ${short(energies[0].eRefTeV)} TeV [cm⁻² s⁻¹ TeV⁻¹]`,
      "Upper limit",
    ],
    rows: energies.map(({ counts, npredBackground, sqrtTs, dnde }, k) => [
      `${result.rows[k].xMinDeg.toFixed(2)} to ${result.rows[k].xMaxDeg.toFixed(2)}`.replaceAll("-", "−"),
      String(counts),
      npredBackground?.toFixed(1) ?? "–",
      sqrtTs?.toFixed(2).replace("-", "−") ?? "–",
      measurementText(dnde.value, dnde.err),
      dnde.ul?.toExponential(2) ?? "–",
    ]),
    selected,
  };
}

/** The index of a power law as the job has it. */
function indexOf(job: JobObject): number | undefined {
  const { parameters } = (job.model ?? {}) as { readonly parameters?: JobObject };
  const index = parameters?.index;
  const number = typeof index === "number" ? index : Number(index);
  return Number.isFinite(number) ? number : undefined;
}

function number(value: number | null): number {
  return value ?? Number.NaN;
}

function bandText({ eMinTeV, eMaxTeV }: Energy): string {
  return `${short(eMinTeV)} to ${short(eMaxTeV)} TeV`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** The region in which the source is most significant. */
function brightest({ rows }: FluxProfileResult): number {
  const strength = (k: number) => rows[k].energies[0].sqrtTs ?? 0;
  return rows.reduce((best, _, k) => (strength(k) > strength(best) ? k : best), 0);
}
