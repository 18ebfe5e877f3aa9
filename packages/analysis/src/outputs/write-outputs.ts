import { GammakitError, type WrittenFile } from "@gammakit/core";
import { messageOf } from "../job/issue.ts";
import type { JobWarning } from "../job/warning.ts";
import { checkFileName } from "./file-name.ts";
import type { PlannedOutput } from "./outputs-block.ts";

/** What became of the files that a job asks for. */
export interface WrittenOutputs {
  readonly files: readonly WrittenFile[];
  /** One for each that could not be written: the results are there all the same. */
  readonly warnings: readonly JobWarning[];
}

/** Writes each file by the first of its writers that accepts one of `values`, which are offered in their order. */
export async function writeOutputs(
  outputs: readonly PlannedOutput[],
  values: readonly unknown[],
): Promise<WrittenOutputs> {
  const files: WrittenFile[] = [];
  const warnings: JobWarning[] = [];
  for (const output of outputs) {
    try {
      const written = await writeOne(output, values);
      refuseTaken(written, files);
      files.push(...written);
    } catch (error) {
      warnings.push({ code: "output-not-written", message: messageOf(error), where: output.file });
    }
  }
  return { files, warnings };
}

async function writeOne({ file, writers }: PlannedOutput, values: readonly unknown[]): Promise<readonly WrittenFile[]> {
  for (const value of values) {
    const writer = writers.find((candidate) => candidate.accepts(value));
    if (writer === undefined) continue;
    const written: unknown = await writer.write(value, file);
    if (!Array.isArray(written) || !written.every(isFile)) {
      throw new GammakitError(
        "incompatible-plugin",
        `The writer "${writer.id}" returned no list of files with name and bytes. This is a fault of its plugin.`,
        { writer: writer.id },
      );
    }
    for (const { name } of written) checkFileName(name);
    return written;
  }
  throw new GammakitError(
    "unsupported",
    `None of the writers ${writers.map(({ id }) => `"${id}"`).join(", ")} takes what this job gives.`,
    { file, writers: writers.map(({ id }) => id) },
  );
}

/** A writer may make several files of one, such as that of the background beside a spectrum. */
function refuseTaken(written: readonly WrittenFile[], others: readonly WrittenFile[]): void {
  const taken = written.find(({ name }) => others.some((other) => other.name === name));
  if (taken === undefined) return;
  throw new GammakitError(
    "invalid-input",
    `It would replace "${taken.name}", which another of the outputs has written. Name one of them otherwise.`,
    { file: taken.name },
  );
}

function isFile(entry: unknown): entry is WrittenFile {
  const { name, bytes } = (entry ?? {}) as Partial<WrittenFile>;
  return typeof name === "string" && bytes instanceof Uint8Array;
}
