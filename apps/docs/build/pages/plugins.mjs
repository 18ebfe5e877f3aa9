import { presetRegistry } from "@gammakit/analysis";
import { extensionKinds } from "@gammakit/core";
import { plotNodePlugin } from "@gammakit/plot/node";
import { table } from "../markdown.mjs";

/** @import { AnyExtension, Kind, Registry } from "@gammakit/core" */

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

/** What has a name in the command line, in Markdown: a section for each kind, a table of its extensions. */
export function pluginsPage() {
  const registry = presetRegistry().with(plotNodePlugin);
  const others = registry.plugins.flatMap(({ extensions }) => extensions.map(({ kind }) => kind));
  const all = [...new Set([...extensionKinds, ...others])];
  const sections = all.map((kind) => section(kind, registry));
  return `# Extensions

What can be named in a job file, a file of models or a menu, by kind. This page is made from the registry; \`gammakit plugins\`
lists the same with your own plugins. An id or an alias names an extension; options stand beside it.

${sections.join("\n\n")}
`;
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
    [...parameters(/** @type {AnyExtension} */ (extension), registry), ...options(extension)],
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
