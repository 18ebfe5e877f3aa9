import { presetRegistry } from "@gammakit/analysis";
import { table } from "../markdown.mjs";

/** @type {readonly (readonly [import("@gammakit/core").Kind, string])[]} */
const kinds = [
  ["spectralModel", "Spectral models"],
  ["spatialModel", "Spatial models"],
  ["temporalModel", "Temporal models"],
  ["prior", "Priors"],
  ["maker", "Makers"],
  ["statistic", "Statistics"],
  ["optimizer", "Optimizers"],
  ["sampler", "Samplers"],
  ["estimator", "Estimators"],
  ["reader", "Readers"],
  ["writer", "Writers"],
  ["executor", "Executors"],
  ["renderer", "Renderers"],
];

/** The extensions of the preset registry, a table per kind. */
export function pluginsPage() {
  const registry = presetRegistry();
  return kinds
    .map(([kind, title]) => ({ title, list: registry.list(kind) }))
    .filter(({ list }) => list.length > 0)
    .map(({ title, list }) => {
      const rows = [...list]
        .sort((a, b) => a.id.localeCompare(b.id))
        .map(({ id, aliases = [], summary }) => [
          `\`${id}\``,
          summary,
          aliases.map((name) => `\`${name}\``).join(", "),
        ]);
      return `## ${title}\n\n${table(["id", "what", "also named"], rows)}\n`;
    })
    .join("\n");
}
