import { builtinModules } from "node:module";
import { basename, resolve } from "node:path";
import { UserError } from "./user-error.ts";

const scoped = /^@([a-z0-9-][a-z0-9._-]*)\/([a-z0-9-][a-z0-9._-]*)$/;
const plain = /^[a-z0-9-][a-z0-9._-]*$/;

/** A folder and the name of the package in it, as one word says: "my-plugin", "../my-plugin", "@acme/my-plugin". */
export function splitTarget(target: string): { readonly folder: string; readonly name: string } {
  const scope = scoped.exec(target);
  if (scope !== null) return { folder: resolve(scope[2]), name: target };
  return { folder: resolve(target), name: basename(resolve(target)) };
}

/** Throws unless npm takes `name` as the name of a package. */
export function checkName(name: string): string {
  const bare = scoped.exec(name)?.[2] ?? name;
  if (!scoped.test(name) && !plain.test(name)) {
    throw new UserError(
      `"${name}" can't be the name of a package. Use lower-case letters, digits, "-", "." and "_", after "@scope/" where there is one; or choose another with --name.`,
    );
  }
  if (name.length > 214) throw new UserError(`The name has ${name.length} characters; npm takes at most 214.`);
  if (builtinModules.includes(bare) || ["node_modules", "favicon.ico"].includes(bare)) {
    throw new UserError(`"${name}" is taken by Node itself. Choose another with --name.`);
  }
  return name;
}

/** With which the ids of a package's extensions begin: its scope, or its name without the words "gammakit" and "plugin". */
export function prefixOf(name: string): string {
  const word = scoped.exec(name)?.[1] ?? name;
  const words = word.split(/[^a-z0-9]+/).filter((part) => part !== "");
  const telling = words.filter((part) => part !== "gammakit" && part !== "plugin");
  return (telling.length > 0 ? telling : words).join("-") || "my";
}

/** Throws unless `prefix` is kebab-case. */
export function checkPrefix(prefix: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(prefix)) return prefix;
  throw new UserError(`--prefix ${prefix}: it is kebab-case, such as "acme" or "my-group".`);
}
