import type { SpectralModel } from "@gammakit/core";
import { exitCode } from "../exit-code.ts";
import { loadRegistry } from "../job/config.ts";

/** Options of `gammakit models`. */
export interface ModelsOptions {
  readonly json?: boolean;
  readonly config?: string;
}

/** Lists the spectral models with the names, units and defaults of their parameters. */
export async function models(options: ModelsOptions): Promise<number> {
  const registry = await loadRegistry(options.config, process.cwd());
  const rows = registry.list("spectralModel").map(({ id, aliases = [], summary }) => ({
    id,
    aliases,
    summary,
    parameters: parametersOf(() => registry.create("spectralModel", id)),
  }));
  process.stdout.write(options.json ? `${JSON.stringify(rows)}\n` : `${rows.map(describe).join("\n\n")}\n`);
  return exitCode.done;
}

type Row = {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly parameters: SpectralModel["parameters"];
};

/** Models that are made of others have no parameters of their own. */
function parametersOf(create: () => SpectralModel): SpectralModel["parameters"] {
  try {
    return create().parameters;
  } catch {
    return [];
  }
}

function describe({ id, aliases, summary, parameters }: Row): string {
  const names = aliases.length === 0 ? id : `${id} (${aliases.join(", ")})`;
  const lines = parameters.map(
    ({ name, value, unit, frozen }) => `  ${name} = ${value}${unit && ` ${unit}`}${frozen ? ", frozen" : ""}`,
  );
  return [names, `  ${summary}`, ...lines].join("\n");
}
