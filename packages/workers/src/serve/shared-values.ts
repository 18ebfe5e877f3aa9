import { GammakitError } from "@gammakit/core";
import type { SharedReference } from "./protocol.ts";

/** How many values a worker keeps: those of a few calls of `map`. */
export const mostShared = 16;

/** The shared values that a worker knows: the same objects for the same content. */
export interface SharedValues {
  add(hash: string, value: unknown): void;
  drop(hash: string): void;
  /** What the references of one batch stand for. */
  resolve(references: Readonly<Record<string, SharedReference>>): Readonly<Record<string, unknown>>;
}

/** No values yet. Of those that come as bytes, the ones that were used longest ago are forgotten. */
export function createSharedValues(): SharedValues {
  const sent = new Map<string, unknown>();
  const unpacked = new Map<string, unknown>();
  const unpack = (hash: string, bytes: SharedArrayBuffer): unknown => {
    const value = unpacked.has(hash) ? unpacked.get(hash) : deserialize(bytes);
    unpacked.delete(hash);
    unpacked.set(hash, value);
    if (unpacked.size > mostShared) unpacked.delete(unpacked.keys().next().value as string);
    return value;
  };
  return {
    add: (hash, value) => void sent.set(hash, value),
    drop: (hash) => void sent.delete(hash),
    resolve: (references) =>
      Object.fromEntries(
        Object.entries(references).map(([name, { hash, bytes }]) => [
          name,
          bytes ? unpack(hash, bytes) : sent.get(hash),
        ]),
      ),
  };
}

/** The part of Node's `v8` that is used. */
interface Deserializer {
  deserialize(bytes: Uint8Array): unknown;
}

/** The value is copied out of the common memory: tasks may use it in any way that memory of their own allows. */
function deserialize(bytes: SharedArrayBuffer): unknown {
  const { process } = globalThis as { readonly process?: { getBuiltinModule?(name: string): Deserializer } };
  const v8 = process?.getBuiltinModule?.("node:v8");
  if (v8 === undefined) throw new GammakitError("unsupported", "Values in common memory can be read in Node alone.");
  return v8.deserialize(new Uint8Array(bytes).slice());
}
