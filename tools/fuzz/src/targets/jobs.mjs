import {
  fluxPointsFitJob,
  fluxProfileJob,
  lightCurveJob,
  planFluxPointsFit,
  planFluxProfile,
  planLightCurve,
  planSpectrum,
  planSpectrumFiles,
  planTimeResolved,
  presetRegistry,
  readModelTables,
  spectrumFilesJob,
  spectrumJob,
  timeResolvedSpectroscopy,
} from "@gammakit/analysis";
import { bufferSource, GammakitError, modelFromRecord, skyModelFromRecord } from "@gammakit/core";
import {
  formatModels,
  memoryFolder,
  parseCovariance,
  parseModels,
  parseYaml,
  readDatasets,
  readModels,
} from "@gammakit/io";
import fc from "fast-check";
import { damageFits, fitsDamage } from "../damage/fits.mjs";
import { damageJson, jsonDamage } from "../damage/json.mjs";
import { damageText, textDamage } from "../damage/text.mjs";
import {
  ecsvTexts,
  fluxPointsFile,
  jobs as healthy,
  mapDatasetFile,
  modelTexts,
  nightFiles,
  ogipFiles,
  spectrumDatasetFile,
} from "../inputs/healthy.mjs";
import { claim, survives } from "../survives.mjs";

const registry = presetRegistry();
const kinds = /** @type {const} */ ([
  "timeResolved",
  "lightCurve",
  "spectrum",
  "spectrumFiles",
  "fluxPointsFit",
  "fluxProfile",
]);
const plans = {
  timeResolved: planTimeResolved,
  lightCurve: planLightCurve,
  spectrum: planSpectrum,
  spectrumFiles: planSpectrumFiles,
  fluxPointsFit: planFluxPointsFit,
  fluxProfile: planFluxProfile,
};

const keys = [
  "job",
  "data",
  "store",
  "obsIds",
  "select",
  "time",
  "start",
  "width",
  "count",
  "edges",
  "intervals",
  "scale",
  "on",
  "type",
  "lon",
  "lat",
  "radius",
  "frame",
  "energy",
  "energyTrue",
  "min",
  "max",
  "bins",
  "background",
  "maker",
  "exclusion",
  "safeMask",
  "methods",
  "aeffPercent",
  "model",
  "models",
  "parameters",
  "index",
  "amplitude",
  "reference",
  "options",
  "optimizer",
  "integralFlux",
  "fluxPoints",
  "selection",
  "normScan",
  "values",
  "variability",
  "toys",
  "seed",
  "regions",
  "energyEdges",
  "ulMethod",
  "nSigma",
  "nSigmaUl",
  "fitModel",
  "comparison",
  "stack",
  "spectra",
  "points",
  "likelihood",
  "quantity",
  "compareWith",
  "file",
  "name",
  "dataset",
  "height",
  "center",
  "radiusMin",
  "radiusMax",
  "prior",
  "link",
  "value",
  "unit",
  "frozen",
  "__proto__",
  "constructor",
];

const host = {
  registry,
  openFile: (/** @type {string} */ name) => {
    throw new GammakitError("io", `${name}: there is no such file.`);
  },
};

/** Jobs as data: whatever stands in them is refused in words, or planned. @type {import("./targets.mjs").Target} */
export const job = {
  arbitrary: fc.record({ kind: fc.constantFrom(...kinds), damage: jsonDamage(keys) }),
  async run({ kind, damage }) {
    const content = damageJson(healthy[/** @type {typeof kinds[number]} */ (kind)], damage);
    await survives(async () =>
      plans[/** @type {typeof kinds[number]} */ (kind)](await readModelTables(content, host), registry),
    );
    await survives(() => parseYaml(JSON.stringify(content), "job.json"));
  },
};

const yamlWords = [
  "&a",
  "*a",
  "<<: *a",
  "!!js/function 'x'",
  "!!binary",
  "---\n",
  "...\n",
  "? ",
  "- ",
  ": ",
  "|\n",
  ">\n",
  "{",
  "}",
  "[",
  "]",
  "#",
  "%YAML 1.2\n",
  "yes",
  "1:30",
  "0o17",
  "0x1F",
  ".nan",
  "-.inf",
  "2001-01-01",
  "~",
  "pl",
  "SkyModel",
  "PowerLawSpectralModel",
  "TemplateSpectralModel",
  "filename: ../x",
  "link: index@1",
  "prior: {type: uniform, min: 0}",
  "frozen: true",
  "unit: kg",
];
const yamlJobs = kinds.map((kind) => blockYaml(healthy[kind]));

/** Plain data as YAML in blocks. @param {any} value @param {string} [indent] @returns {string} */
function blockYaml(value, indent = "") {
  return Object.entries(value)
    .map(([key, part]) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? `${indent}${key}:\n${blockYaml(part, `${indent}  `)}`
        : `${indent}${key}: ${JSON.stringify(part)}\n`,
    )
    .join("");
}

/** Jobs as text. @type {import("./targets.mjs").Target} */
export const yaml = {
  arbitrary: fc.record({ kind: fc.nat(kinds.length - 1), damage: textDamage(yamlWords) }),
  async run({ kind, damage }) {
    const text = damageText(yamlJobs[kind], damage);
    await survives(() => plans[kinds[kind]](parseYaml(text, "job.yaml"), registry));
  },
};

/** Files of models, and what becomes of them. @type {import("./targets.mjs").Target} */
export const models = {
  arbitrary: textDamage(yamlWords),
  async run(damage) {
    const text = damageText(modelTexts[damage.seed % modelTexts.length], damage);
    const options = {
      name: "models.yaml",
      resolve: (/** @type {string} */ type, /** @type {import("@gammakit/core").Kind} */ kind) =>
        registry.idOf(kind, type),
      check: (/** @type {import("@gammakit/core").SkyModelRecord} */ record) => modelFromRecord(record, registry),
    };
    await survives(async () => {
      const file = parseModels(text, options);
      for (const record of file.models) await survives(() => skyModelFromRecord(record, registry));
      await survives(() => formatModels(file.models, file));
    });
    const bytes = new TextEncoder().encode(text);
    await survives(() =>
      readModels({ ...bufferSource(bytes, "models.yaml"), sibling: () => bufferSource(bytes, "cov.dat") }, options),
    );
    await survives(() => parseCovariance(text, "cov.dat"));
    const files = new Map([["datasets.yaml", bytes]]);
    await survives(() => readDatasets(memoryFolder("x", files).file("datasets.yaml")));
  },
};

const spectra = new Map([...ogipFiles, ["other.fits", spectrumDatasetFile]]);
const pointsFiles = new Map([
  ["points.fits", fluxPointsFile],
  ["points.ecsv", new TextEncoder().encode(ecsvTexts[0])],
]);

/** Whole jobs on a healthy night, spectra and map. @type {import("./targets.mjs").Target} */
export const run = {
  arbitrary: fc.record({ kind: fc.constantFrom(...kinds), damage: jsonDamage(keys) }),
  async run({ kind, damage }) {
    const content = damageJson(healthy[/** @type {typeof kinds[number]} */ (kind)], damage);
    const stop = AbortSignal.timeout(longestRun);
    const context = { signal: stop };
    await survives(async () => {
      try {
        checkResult(await runJob(kind, content, context));
      } catch (error) {
        // A job may be long because it asks for much; that it can be stopped is what counts.
        if (!stop.aborted) throw error;
      }
    });
  },
};

/** Fits of flux points of which a file is damaged. @type {import("./targets.mjs").Target} */
export const points = {
  arbitrary: fc.record({
    damage: fitsDamage,
    likelihood: fc.constantFrom("errors", "errors-and-limits", "scans"),
    quantity: fc.constantFrom("dnde", "flux"),
  }),
  async run({ damage, likelihood, quantity }) {
    const damaged = damageFits(fluxPointsFile, damage);
    const stop = AbortSignal.timeout(longestRun);
    const where = { ...host, context: { signal: stop }, openFile: () => bufferSource(damaged, "points.fits") };
    await survives(async () => {
      try {
        const { job: name, model } = healthy.fluxPointsFit;
        const content = { job: name, model, likelihood, quantity, points: ["points.fits"] };
        checkResult((await fluxPointsFitJob(/** @type {any} */ (content), where)).result);
      } catch (error) {
        if (!stop.aborted) throw error;
      }
    });
  },
};

/** [ms]. */
const longestRun = 2000;

/** @param {string} kind @param {any} content @param {import("@gammakit/core").RunContext} context */
async function runJob(kind, content, context) {
  const folder = { ...host, context, openFolder: () => memoryFolder("night", nightFiles) };
  if (kind === "timeResolved") return (await timeResolvedSpectroscopy(content, folder)).result;
  if (kind === "lightCurve") return (await lightCurveJob(content, folder)).result;
  if (kind === "spectrum") return (await spectrumJob(content, folder)).result;
  if (kind === "spectrumFiles")
    return (
      await spectrumFilesJob(content, { ...host, context, openFile: (name) => memoryFolder("", spectra).file(name) })
    ).result;
  if (kind === "fluxPointsFit")
    return (
      await fluxPointsFitJob(content, {
        ...host,
        context,
        openFile: (name) => memoryFolder("", pointsFiles).file(name),
      })
    ).result;
  return (await fluxProfileJob(content, { ...host, context, openFile: () => bufferSource(mapDatasetFile, "map.fits") }))
    .result;
}

/** @param {object} result */
function checkResult(result) {
  const again = JSON.parse(JSON.stringify(result));
  claim(again.provenance !== undefined, "a result can be written as JSON");
}
