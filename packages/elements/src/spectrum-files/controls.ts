import { html } from "../dom/build.ts";
import { createModelField } from "../dom/model-field.ts";
import { createSlider } from "../dom/slider.ts";
import { withValue } from "../job/edit-job.ts";
import { changedRange, type EnergyRange } from "../job/energy-range.ts";
import { modelBlock } from "../job/models.ts";
import { isSameFile, type SpectraSettings, spectraSettings, withRange } from "../job/spectra-settings.ts";
import type { JobObject, ListedSpectrum } from "../protocol.ts";
import { energyText } from "./spectra-list.ts";

/** The fields with which a person changes a job. */
export interface SpectraControls {
  readonly root: HTMLElement;
  /** Takes the spectra that there are, whose energies are those of a job that gives none. */
  take(spectra: readonly ListedSpectrum[]): void;
  /** Shows a job. */
  show(job: JobObject): void;
}

/** Makes the fields; `edit` is told how the job changes. */
export function createSpectraControls(edit: (change: (job: JobObject) => JobObject) => void): SpectraControls {
  let listed: readonly ListedSpectrum[] = [];
  let settings: SpectraSettings | undefined;
  const model = createModelField((type) => edit((job) => withValue(job, ["model"], modelBlock(type, job.model))));
  const joint = html(
    "select",
    {},
    html("option", { value: "joint" }, "jointly, each with its own bins and background"),
    html("option", { value: "stacked" }, "stacked to one spectrum"),
  );
  joint.addEventListener("change", () => edit((job) => ({ ...job, stack: joint.value === "stacked" })));
  const whose = html("select", {});
  whose.addEventListener("change", () => settings && show(settings));
  const file = () => (whose.value === "" ? undefined : whose.value);
  const change = (end: Partial<EnergyRange>) =>
    edit((job) => withRange(job, file(), changedRange(rangeOf(spectraSettings(job)), end)));
  const eMin = createSlider("Lowest energy", { min: -3, max: 2, step: 0.02 }, (at) => change({ min: 10 ** at }));
  const eMax = createSlider("Highest energy", { min: -3, max: 2, step: 0.02 }, (at) => change({ max: 10 ** at }));

  /** The range of what the fields are for: its own, that of all, or that of the bins that can be used. */
  const rangeOf = ({ spectra, energy }: SpectraSettings): EnergyRange => {
    const wanted = spectra.filter((one) => whose.value === "" || isSameFile(one.file, whose.value));
    const ranges = wanted.flatMap((one) => {
      const found = listed.find((other) => isSameFile(other.file, one.file))?.energy;
      return one.energy ?? energy ?? (found ? { min: found[0], max: found[1] } : []);
    });
    if (ranges.length === 0) return energy ?? { min: 0.1, max: 10 };
    return { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) };
  };

  const show = (next: SpectraSettings) => {
    const named = next.spectra.map(({ file: path, name }) => {
      const found = listed.find((one) => isSameFile(one.file, path));
      return { value: path, text: name ?? found?.name ?? path };
    });
    const options = [{ value: "", text: "all spectra" }, ...(named.length > 1 ? named : [])];
    if (JSON.stringify(options) !== JSON.stringify(Array.from(whose.options, ({ value, text }) => ({ value, text })))) {
      const before = whose.value;
      whose.replaceChildren(...options.map(({ value, text }) => html("option", { value }, text)));
      whose.value = options.some(({ value }) => value === before) ? before : "";
    }
    const { min, max } = rangeOf(next);
    const shown = min > 0 ? min : max / 1e3;
    eMin.set(Math.log10(shown), energyText(min));
    eMax.set(Math.log10(max), energyText(max));
    joint.value = next.isStacked ? "stacked" : "joint";
    model.show(next.model);
  };

  return {
    root: html(
      "div",
      { class: "panel controls", part: "panel controls" },
      model.root,
      html("label", {}, html("span", {}, "How they are fitted"), joint),
      html("label", {}, html("span", {}, "Energies of"), whose),
      eMin.root,
      eMax.root,
    ),
    take(spectra) {
      listed = spectra;
    },
    show(job) {
      settings = spectraSettings(job);
      show(settings);
    },
  };
}
