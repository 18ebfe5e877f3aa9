import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import { GammakitError } from "@gammakit/core";

/** What each value in Redis begins with: our mark, and the version of this form. */
const mark = Buffer.from("GKQ1");

/** Most bytes of one value or batch: Redis takes half a gigabyte. */
const mostBytes = 400 * 2 ** 20;

/**
 * Any cloneable value as bytes, to the bit: what Node's structured clone keeps is kept. Throws an error named "DataCloneError" for
 * what is none, or too large.
 */
export function encode(value: unknown): Buffer {
  let bytes: Buffer;
  try {
    bytes = serialize(value);
  } catch (error) {
    throw uncloneable((error as Error).message);
  }
  if (bytes.length > mostBytes) throw uncloneable(`it takes ${bytes.length} bytes, more than ${mostBytes}`);
  return marked(bytes);
}

/** Puts the mark before what a thread has serialized. */
export function marked(bytes: Uint8Array): Buffer {
  return Buffer.concat([mark, bytes]);
}

/** What follows the mark. Throws "invalid-input" where there is none. */
export function unmarked(bytes: Buffer): Buffer {
  if (bytes.subarray(0, mark.length).equals(mark)) return bytes.subarray(mark.length);
  const words =
    "A value in Redis is not of this version of @gammakit/bullmq. Does something else write below its prefix?";
  throw new GammakitError("invalid-input", words, { begins: bytes.subarray(0, mark.length).toString("hex") });
}

/** The value of bytes from `encode`. */
export function decode(bytes: Buffer): unknown {
  return deserialize(unmarked(bytes));
}

/** The name of bytes by their content: SHA-256, in hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The error by which executors know what can't be sent. */
export function uncloneable(message: string): Error {
  return Object.assign(new Error(message), { name: "DataCloneError" });
}
