import { type ByteSource, GammakitError } from "@gammakit/core";
import { covarianceLabels, parseCovariance } from "./covariance.ts";
import type { ModelsCovariance, ModelsFile } from "./models-file.ts";
import { type ParseModelsOptions, parseModels } from "./parse-models.ts";

const largestFile = 16 * 1024 * 1024;

/**
 * Reads a file of models, and the covariance beside it where it names one, in the units of the records.
 * Throws as `parseModels` and `parseCovariance`, and "invalid-file" where the covariance is of other parameters.
 */
export async function readModels(
  source: ByteSource,
  options: ParseModelsOptions = {},
): Promise<ModelsFile & { readonly covariance?: ModelsCovariance }> {
  const file = parseModels(await readText(source), { name: source.name, ...options });
  if (file.covarianceFile === undefined || source.sibling === undefined) return file;
  const beside = source.sibling(file.covarianceFile);
  const covariance = parseCovariance(await readText(beside), beside.name);
  return { ...file, covariance: toUnitsOf(file, covariance, beside.name) };
}

/** The covariance in the units of the records of `file`. */
function toUnitsOf(file: ModelsFile, { labels, matrix }: ModelsCovariance, name: string): ModelsCovariance {
  const expected = covarianceLabels(file.models);
  const missing = labels.length > 0 ? expected.filter((label) => !labels.includes(label)) : [];
  const isOther = labels.length === 0 && file.carried.size === 0 && matrix.length !== expected.length ** 2;
  if (missing.length > 0 || isOther) {
    const what = isOther
      ? `a covariance of ${Math.sqrt(matrix.length)} parameters`
      : `no covariance of ${missing.join(", ")}`;
    throw new GammakitError(
      "invalid-file",
      `${name} has ${what}; the models have ${expected.length} spectral parameters.`,
      { missing },
    );
  }
  const factors = labels.map((label) => file.unitFactors.get(label) ?? 1);
  const n = Math.round(Math.sqrt(matrix.length));
  return {
    labels,
    matrix: matrix.map((value, k) => value * (factors[Math.floor(k / n)] ?? 1) * (factors[k % n] ?? 1)),
  };
}

/** The text of a file. Throws "limit-exceeded" where it is beyond reason, "invalid-file" where it is not UTF-8. */
export async function readText(source: ByteSource): Promise<string> {
  const size = await source.size();
  if (size > largestFile) {
    throw new GammakitError(
      "limit-exceeded",
      `${source.name} has ${size} bytes; a text file of models has at most ${largestFile}.`,
      { size },
    );
  }
  return decodeText(await source.read(0, size), source.name);
}

/** `bytes` as UTF-8. Throws "invalid-file" where they are something else. */
export function decodeText(bytes: Uint8Array<ArrayBuffer>, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new GammakitError(
      "invalid-file",
      `${name} is not text in the encoding UTF-8. Save it as UTF-8.`,
      { file: name },
      cause,
    );
  }
}
