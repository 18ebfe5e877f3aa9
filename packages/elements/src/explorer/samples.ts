import { type AnalysisKind, analysisKinds } from "./analysis-kind.ts";

/** Data that a page offers. */
export interface Sample {
  /** For the address of the page. */
  readonly id: string;
  readonly title: string;
  readonly kind: AnalysisKind;
  /** Address of the folder or of the map. */
  readonly src: string;
  /** Address of a job file. */
  readonly job?: string;
  /** What the owners of the data ask to be said. */
  readonly attribution?: string;
}

/** Reads a list of samples; their addresses are relative to it. Throws where it is not what it should be. */
export async function readSamples(address: string): Promise<readonly Sample[]> {
  const response = await fetch(address).catch((cause: Error) => {
    throw new Error(
      `The list of examples, ${address}, can't be fetched: ${cause.message}. Is the server within reach? Load the page again to try again.`,
    );
  });
  if (!response.ok) throw new Error(`The list of examples, ${address}: the server answered ${response.status}.`);
  const list: unknown = await response.json().catch((cause: Error) => {
    throw new Error(`The list of examples, ${address}, is not JSON: ${cause.message}.`);
  });
  if (!Array.isArray(list)) throw new Error(`${address} must hold a list of samples.`);
  return list.map((entry: Sample, k) => {
    const isWhole = [entry?.id, entry?.title, entry?.src].every((text) => typeof text === "string");
    if (!isWhole || !analysisKinds.includes(entry.kind)) {
      throw new Error(
        `${address}: sample ${k} needs "id", "title", "src", and "kind": one of "${analysisKinds.join('", "')}".`,
      );
    }
    const absolute = (text: string) => new URL(text, address).href;
    return { ...entry, src: absolute(entry.src), ...(entry.job !== undefined && { job: absolute(entry.job) }) };
  });
}
