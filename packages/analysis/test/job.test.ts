import { expect, test } from "vitest";
import { planTimeResolved, presetRegistry } from "../src/index.ts";
import { flareJob } from "./flare-job.ts";
import { refusalOf } from "./refusal-of.ts";

const registry = presetRegistry();

/** What a job with one part replaced is refused for. */
const refusal = (change: Readonly<Record<string, unknown>>) =>
  refusalOf(() => planTimeResolved({ ...flareJob, ...change }, registry));

test("the flare job is accepted and its defaults are filled in", () => {
  const plan = planTimeResolved(flareJob, registry);
  expect(plan.settings.time).toHaveLength(24);
  expect(plan.settings.energy).toEqual({ min: 0.4, max: 20, bins: 10 });
  expect(plan.settings.safeMask).toEqual({ methods: ["aeff-max"], aeffPercent: 10, biasPercent: 10, offsetMax: 3 });
  expect(plan.settings.variability).toEqual({ seed: 0, toys: 200 });
  expect(plan.optimizer.id).toBe("minuit");
});

test.each([
  [
    "an unknown key",
    { energy: { mim: 1, min: 0.4, max: 20, bins: 10 } },
    'energy.mim: unknown key; did you mean "min"?',
  ],
  ["an unknown key at the top", { modle: {} }, 'modle: unknown key; did you mean "model"?'],
  [
    "several unknown keys: all that is known, once",
    { energy: { foo: 1, mim: 2, quux: 3, min: 0.4, max: 20, bins: 10 } },
    'energy.foo: unknown key; known here: min, max, bins\n  energy.mim: unknown key; did you mean "min"?\n  energy.quux: unknown key',
  ],
  [
    "a wrong unit",
    { energy: { min: "0.4 kg", max: 20, bins: 10 } },
    'energy.min: "0.4 kg" has unit kg, expected an energy (TeV)',
  ],
  ["a missing unit", { energy: { min: "0.4", max: 20, bins: 10 } }, 'energy.min: "0.4" has no unit'],
  [
    "a negative radius",
    { on: { type: "circle", lon: 1, lat: 2, radius: "-0.1 deg" } },
    'on.radius: "-0.1 deg" must be greater than 0',
  ],
  [
    "a latitude beyond the pole",
    { on: { type: "circle", lon: 1, lat: 92, radius: 0.1 } },
    "on.lat: 92 deg lies beyond the pole",
  ],
  [
    "a circle beyond the antipode",
    { on: { type: "circle", lon: 1, lat: 2, radius: "200 deg" } },
    'on.radius: "200 deg" must not be greater than 180',
  ],
  ["an empty energy axis", { energy: { min: 20, max: 0.4, bins: 10 } }, "energy.max: the axis is empty"],
  ["no energy bins", { energy: { min: 0.4, max: 20, bins: 0 } }, "energy.bins"],
  [
    "a start after the stop",
    { time: { intervals: [["2006-07-29T21:00", "2006-07-29T20:00"]] } },
    "time.intervals[0][1]: 2006-07-29T20:00 must lie after the start",
  ],
  [
    "intervals out of order",
    {
      time: {
        intervals: [
          ["2006-07-29T21:00", "2006-07-29T21:10"],
          ["2006-07-29T20:00", "2006-07-29T20:10"],
        ],
      },
    },
    "time.intervals[1]: begins before interval 0 has ended",
  ],
  ["edges out of order", { time: { edges: ["2006-07-29T21:00", "2006-07-29T20:00"] } }, "time.edges[1]"],
  ["a day that does not exist", { time: { edges: ["2006-02-29T21:00", "2006-07-29T20:00"] } }, "time.edges[0]"],
  [
    "two ways to say the time",
    { time: { start: "2006-07-29T20:00", edges: ["2006-07-29T20:00", "2006-07-29T21:00"] } },
    "time: give the intervals in one way",
  ],
  ["half of a time", { time: { start: "2006-07-29T20:00", count: 3 } }, "time.width: is missing"],
  [
    "an unknown model",
    { model: { type: "powerlaw" } },
    'model: No spectral model named "powerlaw". Did you mean "power-law"?',
  ],
  [
    "an unknown parameter",
    { model: { type: "pl", parameters: { indx: 2 } } },
    'no parameter "indx". Did you mean "index"?',
  ],
  ["a model that is a mere factor", { model: { type: "power-law-norm" } }, '"power-law-norm" is a factor without unit'],
  [
    "a model with nothing free",
    { model: { type: "pl", parameters: { index: { frozen: true }, amplitude: { frozen: true } } } },
    'All parameters of "power-law" are frozen',
  ],
  ["a parameter in a wrong unit", { model: { type: "pl", parameters: { amplitude: "2 TeV" } } }, "amplitude"],
  ["an unknown optimizer", { fit: { optimizer: "minut" } }, 'fit: No optimizer named "minut". Did you mean "minuit"?'],
  ["an unknown option of the optimizer", { fit: { strateg: 1 } }, 'fit.strateg: unknown key; did you mean "strategy"?'],
  ["an unknown background maker", { background: { maker: "ring" } }, 'background: No maker named "ring"'],
  [
    "an unknown option of the maker",
    { background: { maker: "reflected-regions", binsize: 1 } },
    'background.binsize: unknown key; did you mean "binSize"?',
  ],
  [
    "an option of what takes none",
    { fit: { statistic: { type: "wstat", factor: 2 } } },
    'fit.statistic.factor: no option "factor" of the statistic "wstat", which takes none',
  ],
  [
    "an unknown kind of selection",
    { data: { store: "x", select: { type: "sky_circl" } } },
    'data.select.type: "sky_circl" is not known here; did you mean "sky_circle"?',
  ],
  ["a missing part", { on: undefined }, "on: is missing; an object is needed"],
  ["an unknown safe-mask method", { safeMask: { methods: ["aeff-mx"] } }, 'did you mean "aeff-max"?'],
  [
    "an empty flux range",
    { integralFlux: { min: "10 TeV", max: "1 TeV" } },
    "integralFlux.max: must be greater than min",
  ],
  ["a negative number of toys", { variability: { toys: -1 } }, "variability.toys"],
  ["a seed that is no integer", { variability: { seed: 0.5 } }, "variability.seed: 0.5 is not a whole number"],
  ["no number", { energy: { min: Number.NaN, max: "20 TeV", bins: 10 } }, "energy.min: NaN is not a number"],
])("%s is refused with its place", (_, change, words) => {
  expect(refusal(change)).toContain(words);
});

test("everything that is wrong is told at once, names included", () => {
  const message = refusal({ energy: { mim: 1 }, model: { type: "powerlaw" }, fit: { optimizer: "minut" } });
  for (const words of ["energy.mim", "energy.min", "powerlaw", "minut"]) expect(message).toContain(words);
});

test("what is wrong in one field hides nothing of its block", () => {
  const message = refusal({
    on: { type: "circle", lon: 1, lat: -130, radius: -1 },
    time: { start: "yesterday", width: "15 cm", count: 1 },
    energy: { min: 20, max: 0.4, bins: "ten" },
    integralFlux: { min: "10 TeV", max: "1 TeV", maxx: 1 },
    data: { store: "", select: { type: "time_box", start: "2006-07-29T20:00", stop: "2006-13-29", inverted: 1 } },
  });
  expect(message.split("\n")).toEqual([
    "The job can't be run, for 11 reasons:",
    '  data.store: "" is too small: its length must be at least 1',
    '  data.select.stop: Time "2006-13-29" names a day that the calendar does not have.',
    "  data.select.inverted: 1 is not a boolean",
    '  time.start: Time "yesterday" is not a time; write it like "2006-07-29T20:30:00".',
    '  time.width: "15 cm" has unit cm, expected a duration (s)',
    "  on.lat: -130 deg lies beyond the pole",
    "  on.radius: -1 must be greater than 0",
    '  energy.bins: "ten" is not a number',
    "  energy.max: the axis is empty: it must end above 20 TeV, where it begins",
    '  integralFlux.maxx: unknown key; did you mean "max"?',
    "  integralFlux.max: must be greater than min, 10 TeV",
  ]);
});

test("a leap second is a moment in UTC alone", () => {
  const time = (scale: string) => ({
    time: { edges: ["2016-12-31T23:59:60", "2017-01-01T00:00:10"], scale },
  });
  expect(refusal(time("utc"))).toBe("");
  expect(refusal(time("tt"))).toContain("time.edges[0]");
});

test("a job can't reach the prototype of objects", () => {
  const job = JSON.parse(
    '{"job":"time-resolved-spectroscopy","__proto__":{"polluted":1},"model":{"type":"pl","parameters":{"__proto__":1}}}',
  );
  expect(() => planTimeResolved(job, registry)).toThrow();
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test("models are known by Gammapy's class names and tags, parameters by Gammapy's list", () => {
  const parameters = [
    { name: "index", value: 2.5 },
    { name: "amplitude", value: 3e-11, unit: "cm-2 s-1 TeV-1", min: Number.NaN },
  ];
  for (const type of ["power-law", "pl", "PowerLawSpectralModel"]) {
    const { model } = planTimeResolved({ ...flareJob, model: { type, parameters } }, registry);
    expect(model.id).toBe("power-law");
    expect(model.parameters.map(({ value }) => value)).toEqual([2.5, 3e-11, 1]);
  }
});

test("a sum is given by its parts", () => {
  const parts = [
    { type: "power-law", name: "hard", parameters: { index: 2 } },
    { type: "power-law", name: "soft", parameters: { index: 4 } },
  ];
  const { model } = planTimeResolved({ ...flareJob, model: { type: "sum", options: { parts } } }, registry);
  expect(model.parameters.map(({ name }) => name)).toContain("soft_index");
});

test("a part that is no model is refused with its place", () => {
  const parts = [{ type: "power-law" }, { kind: "power-law" }];
  expect(() => planTimeResolved({ ...flareJob, model: { type: "sum", options: { parts } } }, registry)).toThrow(
    "parts[1].type: is missing; a string is needed; parts[1].kind: unknown key; known here: type",
  );
});
