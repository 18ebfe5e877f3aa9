import { readFileSync, statSync } from "node:fs";
import { GammakitError, isGammakitError } from "@gammakit/core";
import { parseYaml } from "@gammakit/io";

/** The plain object in a job file. Throws "io" where it can't be read, "invalid-file" where it is no YAML or JSON object. */
export function readJob(path: string): Readonly<Record<string, unknown>> {
  const text = readText(path);
  const job: unknown = path.endsWith(".json") ? parseJson(text, path) : parseYaml(text, path);
  if (typeof job === "object" && job !== null && !Array.isArray(job)) return job as Readonly<Record<string, unknown>>;
  throw new GammakitError("invalid-file", `${path} holds no job: it must be a mapping that begins with "job: …".`, {
    path,
  });
}

/** No job is larger [bytes]. */
const largestJob = 16 * 2 ** 20;

function readText(path: string): string {
  try {
    return readWhole(path);
  } catch (error) {
    if (isGammakitError(error)) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file. Check the path." : message;
    throw new GammakitError("io", `${path}: ${why}`, { path }, error);
  }
}

function readWhole(path: string): string {
  const found = statSync(path);
  if (!found.isFile()) {
    const what = found.isDirectory() ? "a folder" : "a device or a pipe";
    throw new GammakitError("invalid-input", `${path}: it is ${what}, not a job file.`, { path });
  }
  if (found.size > largestJob) {
    const message = `${path} has ${found.size} bytes, and a job file at most ${largestJob}. Is it the right file?`;
    throw new GammakitError("limit-exceeded", message, { path, size: found.size });
  }
  const bytes = readFileSync(path);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) {
    const message = `${path} is text in UTF-16, and UTF-8 is needed. Save it in that encoding.`;
    throw new GammakitError("invalid-file", message, { path });
  }
  // A mark of the byte order says nothing in UTF-8.
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  // What no text has: this is a packed file, an image, FITS.
  if (text.includes("\0") || text.startsWith("SIMPLE  =")) {
    const message = `${path} is no text, so it can't be a job file. If it is FITS, gammakit inspect shows what it holds.`;
    throw new GammakitError("invalid-file", message, { path });
  }
  return text;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === "__proto__") throw new SyntaxError('the key "__proto__" is not allowed');
      return value;
    });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new GammakitError("limit-exceeded", `${path} nests too deeply to be a job.`, { path }, error);
    }
    throw new GammakitError("invalid-file", `${path} is not JSON: ${(error as Error).message}.`, { path }, error);
  }
}
