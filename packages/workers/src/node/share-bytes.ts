import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import { GammakitError } from "@gammakit/core";
import type { SharedReference } from "../serve/protocol.ts";

/** Puts values where all threads can read them, each with the hash of its content. Throws "invalid-input" for one that is no data. */
export function shareBytes(values: Readonly<Record<string, unknown>>): Readonly<Record<string, SharedReference>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, bytesOf(name, value)]));
}

function bytesOf(name: string, value: unknown): SharedReference {
  const serialized = serializeValue(name, value);
  const bytes = new SharedArrayBuffer(serialized.byteLength);
  new Uint8Array(bytes).set(serialized);
  return { hash: createHash("sha256").update(serialized).digest("hex"), bytes };
}

function serializeValue(name: string, value: unknown): Buffer {
  try {
    return serialize(value);
  } catch (error) {
    throw new GammakitError(
      "invalid-input",
      `The shared value "${name}" can't be sent to workers: ${(error as Error).message} Share plain data; models travel as records.`,
      { name },
      error,
    );
  }
}
