import type { TablesHost } from "@gammakit/analysis";
import type { Registry } from "@gammakit/core";
import { inflater } from "./inflater.ts";
import { placesFrom } from "./places.ts";

/** What reading the tables of a job's models needs. Relative paths begin at `base`. */
export function tablesHost(registry: Registry, base: string): TablesHost {
  const { openFile } = placesFrom(base, "options");
  return { registry, openFile, inflate: inflater() };
}
