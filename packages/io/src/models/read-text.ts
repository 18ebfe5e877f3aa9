import { type ByteSource, GammakitError } from "@gammakit/core";

const largestFile = 16 * 1024 * 1024;

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
