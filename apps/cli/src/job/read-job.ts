import { readFile } from "node:fs/promises";
import { GammakitError } from "@gammakit/core";
import { parseYaml } from "@gammakit/io";

/** The plain object in a job file. Throws "io" where it can't be read, "invalid-file" where it is no YAML or JSON object. */
export async function readJob(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "ENOENT" ? "there is no such file. Check the path." : error.message;
    throw new GammakitError("io", `${path}: ${why}`, { path }, error);
  });
  const job: unknown = path.endsWith(".json") ? parseJson(text, path) : parseYaml(text, path);
  if (typeof job === "object" && job !== null && !Array.isArray(job)) return job as Readonly<Record<string, unknown>>;
  throw new GammakitError("invalid-file", `${path} holds no job: it must be a mapping that begins with "job: …".`, {
    path,
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === "__proto__") throw new SyntaxError('the key "__proto__" is not allowed');
      return value;
    });
  } catch (error) {
    throw new GammakitError("invalid-file", `${path} is not JSON: ${(error as Error).message}.`, { path }, error);
  }
}
