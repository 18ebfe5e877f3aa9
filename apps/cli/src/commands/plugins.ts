import { exitCode } from "../exit-code.ts";
import { loadRegistry } from "../job/config.ts";

/** Options of `gammakit plugins`. */
export interface PluginsOptions {
  readonly json?: boolean;
  readonly config?: string;
}

/** Lists the plugins and their extensions. */
export async function plugins(options: PluginsOptions): Promise<number> {
  const registry = await loadRegistry(options.config, process.cwd());
  const rows = registry.plugins.map(({ name, contract, extensions }) => ({
    name,
    contract,
    extensions: extensions.map(({ kind, id, summary }) => ({ kind, id, summary })),
  }));
  if (options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else {
    for (const { name, extensions } of rows) {
      const lines = extensions.map(({ kind, id, summary }) => `  ${kind} ${id}: ${summary}`);
      process.stdout.write(`${[name, ...lines].join("\n")}\n`);
    }
  }
  return exitCode.done;
}
