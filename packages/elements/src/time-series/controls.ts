import { html } from "../dom/build.ts";
import { createModelField } from "../dom/model-field.ts";
import { createNumberField, setUnlessFocused } from "../dom/number-field.ts";
import { createSlider } from "../dom/slider.ts";
import { angleFields } from "../job/angle-fields.ts";
import { valueAt, withValue } from "../job/edit-job.ts";
import { changedRange } from "../job/energy-range.ts";
import { modelBlock } from "../job/models.ts";
import { type SeriesSettings, seriesSettings } from "../job/series-settings.ts";
import type { JobObject } from "../protocol.ts";

/** The fields with which a person changes a job. */
export interface SeriesControls {
  readonly root: HTMLElement;
  /** Shows a job. */
  show(job: JobObject): void;
}

/** What the fields are told when they are made. */
export interface SeriesControlsOptions {
  /** How the job changes. */
  edit(change: (job: JobObject) => JobObject): void;
  /** Why what was typed changes nothing. */
  refuse(words: string): void;
}

/** Makes the fields. */
export function createSeriesControls({ edit, refuse }: SeriesControlsOptions): SeriesControls {
  // While the width moves, the intervals fill the same time: not what rounding to whole intervals made of it the step before.
  let [span, own] = [0, ""];
  const width = createSlider("Interval width", { min: 1, max: 60, step: 0.25 }, (minutes) =>
    edit((job) => {
      const next = withWidth(job, minutes * 60, span);
      own = JSON.stringify(next.time);
      return next;
    }),
  );
  const start = html("input", { type: "datetime-local", step: 1 });
  start.addEventListener("change", () => start.value !== "" && edit((job) => withTime(job, { start: start.value })));
  const count = html("input", { type: "number", min: 1, max: 2000, step: 1 });
  count.addEventListener(
    "change",
    () => count.valueAsNumber >= 1 && edit((job) => withTime(job, { count: Math.round(count.valueAsNumber) })),
  );
  const eMin = createSlider("Lowest energy", { min: -1.3, max: 1.5, step: 0.02 }, (at) =>
    edit((job) => withEnergy(job, { min: 10 ** at })),
  );
  const eMax = createSlider("Highest energy", { min: -0.5, max: 2, step: 0.02 }, (at) =>
    edit((job) => withEnergy(job, { max: 10 ** at })),
  );
  const model = createModelField((type) => edit((job) => withValue(job, ["model"], modelBlock(type, job.model))));
  const radius = createSlider("Radius of the ON region", { min: 0.03, max: 0.4, step: 0.005 }, (degrees) =>
    edit((job) => withValue(job, ["on", "radius"], `${Number(degrees.toFixed(4))} deg`)),
  );
  const [lon, lat] = (["lon", "lat"] as const).map((key) =>
    createNumberField({ change: (value) => edit((job) => withValue(job, ["on", key], `${value} deg`)), refuse }),
  );
  const startWords = html("span", {}, "First interval from");
  const root = html(
    "div",
    { class: "panel controls", part: "panel controls" },
    width.root,
    html(
      "div",
      { class: "row wide" },
      html("label", {}, startWords, start),
      html("label", {}, html("span", {}, "Intervals"), count),
    ),
    radius.root,
    html("div", { class: "row" }, lon.root, lat.root),
    eMin.root,
    eMax.root,
    model.root,
  );
  const show = ({ time, on, energy, model: type }: SeriesSettings) => {
    if (time !== undefined) {
      width.set(time.width / 60, `${Number((time.width / 60).toFixed(2))} min`);
      startWords.textContent = `First interval from (${time.scale.toUpperCase()})`;
      setUnlessFocused(start, time.start.slice(0, 19).replace(" ", "T"));
      setUnlessFocused(count, String(time.count));
    }
    if (on !== undefined) {
      // A point has none: its events are those within the radii of the responses.
      radius.root.hidden = on.radius === undefined;
      if (on.radius !== undefined) radius.set(on.radius, `${Number(on.radius.toFixed(4))}°`);
      const [first, second] = angleFields(on.frame);
      lon.set(on.lon, `ON ${first.label}`, first.range);
      lat.set(on.lat, `ON ${second.label}`, second.range);
    }
    if (energy !== undefined) {
      eMin.set(Math.log10(energy.min), `${Number(energy.min.toPrecision(3))} TeV`);
      eMax.set(Math.log10(energy.max), `${Number(energy.max.toPrecision(3))} TeV`);
    }
    model.show(type);
  };
  let settings: SeriesSettings | undefined;
  // What was typed and is no number leaves the job as it was, and so does its field.
  root.addEventListener("focusout", () => settings && show(settings));
  return {
    root,
    show(job) {
      settings = seriesSettings(job);
      if (settings.time !== undefined && JSON.stringify(job.time) !== own)
        span = settings.time.count * settings.time.width;
      show(settings);
    },
  };
}

function withTime(
  job: JobObject,
  change: { readonly start?: string; readonly width?: number; readonly count?: number },
): JobObject {
  const { time } = seriesSettings(job);
  if (time === undefined) return job;
  const { start, scale, width, count } = { ...time, ...change };
  return { ...job, time: { start, scale, width: widthText(width), count } };
}

/** Another width, with as many intervals as fill `span` [s]. */
function withWidth(job: JobObject, width: number, span: number): JobObject {
  return withTime(job, { width, count: Math.max(1, Math.ceil(span / width - 1e-9)) });
}

function widthText(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Number(seconds.toFixed(3))} s`;
}

/** Another range of energies; the true ones follow where they would not hold it. */
function withEnergy(job: JobObject, change: { readonly min?: number; readonly max?: number }): JobObject {
  const { energy } = seriesSettings(job);
  if (energy === undefined) return job;
  const round = (value: number) => Number(value.toPrecision(3));
  const { min, max } = changedRange(energy, change);
  const block = { ...(valueAt(job, "energy") as JobObject), min: `${min} TeV`, max: `${max} TeV` };
  const truth = seriesSettings({ ...job, energy: job.energyTrue }).energy;
  if (truth === undefined || (truth.min <= min && truth.max >= max)) return { ...job, energy: block };
  const wider = {
    min: `${Math.min(truth.min, round(min / 4))} TeV`,
    max: `${Math.max(truth.max, round(max * 2))} TeV`,
  };
  return { ...job, energy: block, energyTrue: { ...(valueAt(job, "energyTrue") as JobObject), ...wider } };
}
