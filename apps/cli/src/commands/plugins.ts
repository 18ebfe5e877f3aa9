import { exitCode } from "../exit-code.ts";
import { loadRegistry } from "../job/config.ts";

/** Options of `gammakit plugins`. */
export interface PluginsOptions {
  readonly json?: boolean;
  readonly config?: string;
}

/** Lists the plugins and their extensions. */
export async function plugins({ json, config }: PluginsOptions): Promise<number> {
  const registry = await loadRegistry(config, process.cwd());
  const rows = registry.plugins.map(({ name, contract, extensions }) => ({
    name,
    contract,
    extensions: extensions.map(({ kind, id, aliases = [], summary, optionHelp = {} }) => ({
      kind,
      id,
      aliases,
      summary,
      options: optionHelp,
    })),
  }));
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else {
    for (const { name, extensions } of rows) {
      const lines = extensions.flatMap(({ kind, id, summary, options }) => [
        `  ${kind} ${id}: ${summary}`,
        ...Object.entries(options).map(([option, text]) => `    ${option}: ${text}`),
      ]);
      process.stdout.write(`${[name, ...lines].join("\n")}\n`);
    }
  }
  for (const { message } of registry.warnings) process.stderr.write(`Warning: ${message}\n`);
  return exitCode.done;
}
