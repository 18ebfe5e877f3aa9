import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { presetRegistry } from "@gammakit/analysis";
import { extensionKinds } from "@gammakit/core";
import { plotNodePlugin } from "@gammakit/plot/node";
import { root } from "@gammakit-tools/workspace";

/** @import { AnyExtension, Kind, Registry } from "@gammakit/core" */

/** Where the page goes, from the root of the workspace. */
export const pluginsPagePath = "apps/docs/.generated/plugins.md";

/** @type {Readonly<Record<string, { title: string, use: string }>>} */
const kinds = {
  spectralModel: { title: "Spectral models", use: "`model: { type: power-law }` in a job or a file of models" },
  spatialModel: { title: "Spatial models", use: "`spatial` in a file of models" },
  temporalModel: { title: "Temporal models", use: "`temporal` in a file of models" },
  prior: { title: "Priors", use: "`prior: { type: gaussian, mu: 2, sigma: 0.1 }` of a parameter" },
  statistic: { title: "Statistics", use: "`fit: { statistic: cash }`; the data decide where it is absent" },
  optimizer: { title: "Optimizers", use: "`fit: { optimizer: minuit, strategy: 2 }`" },
  sampler: { title: "Samplers", use: "in code" },
  maker: { title: "Makers", use: "`background: { maker: reflected-regions }` and the list `makers`" },
  estimator: { title: "Estimators", use: "the list `estimators`: `[excess, { type: flux-points, selection: [ul] }]`" },
  reader: { title: "Readers", use: "chosen by the content of a file, or `reader` of a flux profile" },
  writer: { title: "Writers", use: "the list `outputs`: `[spectra.vot]`; chosen by the ending" },
  executor: { title: "Executors", use: "in code, and by `gammakit run --executor` where the program has it" },
  renderer: { title: "Renderers", use: "`gammakit run` draws each figure with every one of them" },
};

/** The registry of the command line: everything that comes with gammakit. @returns {Registry} */
export function programRegistry() {
  return presetRegistry().with(plotNodePlugin);
}

/** The page of reference of a registry, in Markdown: a section for each kind, a table of its extensions. @param {Registry} registry */
export function pluginsPage(registry) {
  const others = registry.plugins.flatMap(({ extensions }) => extensions.map(({ kind }) => kind));
  const all = [...new Set([...extensionKinds, ...others])];
  const sections = all.map((kind) => section(kind, registry));
  return `# Extensions

What can be named in a job file, a file of models or a menu, by kind. This page is made from the registry; \`gammakit plugins\`
lists the same with your own plugins. An id or an alias names an extension; options stand beside it.

${sections.join("\n\n")}
`;
}

/** Writes the page and tells where. @param {Registry} registry */
export function writePluginsPage(registry = programRegistry()) {
  const path = join(root, pluginsPagePath);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, pluginsPage(registry));
  return path;
}

/** @param {Kind} kind @param {Registry} registry */
function section(kind, registry) {
  const { title, use } = kinds[kind] ?? { title: kind, use: "in code" };
  const listed = registry.list(kind);
  const head = `## ${title} {#${kind}}\n\nKind \`${kind}\`. How to name one: ${use}.`;
  if (listed.length === 0) return `${head}\n\nNone comes with gammakit; plugins add them.`;
  const rows = listed.map((extension) => [
    `\`${extension.id}\``,
    (extension.aliases ?? []).map((alias) => `\`${alias}\``).join(", "),
    extension.summary,
    [...parameters(/** @type {AnyExtension} */ (extension), registry), ...options(extension)].join("<br>"),
    ownerOf(extension, registry),
  ]);
  return `${head}\n\n${table(["id", "aliases", "what it is", "parameters and options", "from"], rows)}`;
}

/** Parameters with their units and defaults; none where a model needs options to have any. @param {AnyExtension} extension @param {Registry} registry */
function parameters({ kind, id }, registry) {
  try {
    if (kind === "prior") {
      const numbers = Object.entries(/** @type {object} */ (registry.create(kind, id).options ?? {}));
      return numbers.map(([name, value]) => `\`${name}\` = ${value}`);
    }
    if (kind !== "spectralModel" && kind !== "spatialModel" && kind !== "temporalModel") return [];
    return registry
      .create(kind, id)
      .parameters.map(
        ({ name, value, unit, frozen }) => `\`${name}\` = ${value}${unit && ` ${unit}`}${frozen ? ", frozen" : ""}`,
      );
  } catch {
    return ["depend on its options"];
  }
}

/** @param {{ readonly optionHelp?: Readonly<Record<string, string>> }} label */
function options({ optionHelp: known = {} }) {
  return Object.entries(known).map(([name, text]) => `\`${name}\`: ${text}`);
}

/** @param {unknown} extension @param {Registry} registry */
function ownerOf(extension, registry) {
  const plugin = registry.plugins.find(({ extensions }) => extensions.some((one) => one === extension));
  return `\`${plugin?.name ?? ""}\``;
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
