import { isBuiltin } from "node:module";
import { GammakitError } from "@gammakit/core";

/** The name of a package, and maybe of one of its entries: no address, no path, no part of Node. */
const packageName = /^(@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(\/[a-z0-9][\w.-]*)*$/i;

/**
 * Throws "unsupported" for a module whose tasks a worker doesn't run. Whoever may write to the Redis names modules: code must not come
 * that way.
 */
export function refuseModule(module: unknown, modules: readonly string[] | undefined): void {
  const isPackage = (name: string) => packageName.test(name) && !isBuiltin(name);
  if (typeof module === "string" && (modules === undefined ? isPackage(module) : modules.includes(module))) return;
  const known = modules === undefined ? "those of installed packages, by name" : modules.join(", ") || "none";
  throw new GammakitError(
    "unsupported",
    `A worker does not run tasks of ${JSON.stringify(module)}. It runs ${known}: list more as modules where it is started.`,
    { module },
  );
}
