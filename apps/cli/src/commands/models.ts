import type { Parameter, Registry } from "@gammakit/core";
import { exitCode } from "../exit-code.ts";
import { loadRegistry } from "../job/config.ts";

/** Options of `gammakit models`. */
export interface ModelsOptions {
  readonly json?: boolean;
  readonly config?: string;
}

/** What is listed, under these titles and keys of the JSON. */
const groups = [
  { kind: "spectralModel", title: "Spectral models" },
  { kind: "spatialModel", title: "Spatial models" },
  { kind: "temporalModel", title: "Temporal models" },
  { kind: "prior", title: "Priors" },
] as const;

type Group = (typeof groups)[number]["kind"];

/** Lists the models and priors with the names, units and defaults of their parameters. */
export async function models(options: ModelsOptions): Promise<number> {
  const registry = await loadRegistry(options.config, process.cwd());
  process.stdout.write(options.json ? `${JSON.stringify(asJson(registry))}\n` : `${asText(registry)}\n`);
  return exitCode.done;
}

interface Row {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly parameters: readonly Pick<Parameter, "name" | "value" | "unit" | "frozen">[];
}

function rowsOf(registry: Registry, kind: Group): readonly Row[] {
  return registry.list(kind).map(({ id, aliases = [], summary }) => ({
    id,
    aliases,
    summary,
    parameters: parametersOf(registry, kind, id),
  }));
}

/** Models that need options, such as their parts or a map, have no parameters of their own. */
function parametersOf(registry: Registry, kind: Group, id: string): Row["parameters"] {
  try {
    if (kind !== "prior") return registry.create(kind, id).parameters;
    const numbers = Object.entries((registry.create(kind, id).options ?? {}) as object);
    return numbers.map(([name, value]) => ({ name, value, unit: "" }));
  } catch {
    return [];
  }
}

/** The spectral models as a list of rows, and beside it those of the other groups. */
function asJson(registry: Registry): object {
  return {
    spectral: rowsOf(registry, "spectralModel"),
    spatial: rowsOf(registry, "spatialModel"),
    temporal: rowsOf(registry, "temporalModel"),
    priors: rowsOf(registry, "prior"),
  };
}

function asText(registry: Registry): string {
  const listed = groups.map(({ kind, title }) => ({ title, rows: rowsOf(registry, kind) }));
  return listed
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => [`${title}\n${"=".repeat(title.length)}`, ...rows.map(describe)].join("\n\n"))
    .join("\n\n");
}

function describe({ id, aliases, summary, parameters }: Row): string {
  const names = aliases.length === 0 ? id : `${id} (${aliases.join(", ")})`;
  const lines = parameters.map(
    ({ name, value, unit, frozen }) => `  ${name} = ${value}${unit && ` ${unit}`}${frozen ? ", frozen" : ""}`,
  );
  return [names, `  ${summary}`, ...lines].join("\n");
}
